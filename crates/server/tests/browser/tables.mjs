// The tables that the walk hands over. Every name in them is made up.

const HEAD = "Organisation,Organisation type,Activity,Pillar,Sector,Admin1,Admin1 code,Start date,Status,Capacity";

const ROWS = [
  "Harbour Light,NGO,Night shelter,protection,Protection,North Bay,XA01,2026-01-01,ongoing,40",
  "Harbour Light,NGO,Legal advice,protection,Protection,South Bay,XA02,2026-02-01,ongoing,25",
  "Port Labour Office,Government,Inspections on quays,prevention,Protection,North Bay,XA01,2026-01-15,ongoing,120",
  "Open Road,NGO,Hotline in four languages,protection,Protection,South Bay,XA02,2026-03-01,ongoing,300",
];

/** A sound table but for one date that is no date, in cell H3. */
export function tableWithAMistake() {
  const rows = [...ROWS];
  rows[1] = rows[1].replace("2026-02-01", "next spring");
  return [HEAD, ...rows].join("\n") + "\n";
}

/** The same table with the date corrected. */
export function correctedTable() {
  return [HEAD, ...ROWS].join("\n") + "\n";
}

/** Something that is no table. */
export function noTable() {
  return Buffer.from("%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n", "latin1");
}
