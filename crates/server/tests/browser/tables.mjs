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

const HISTORIES = [
  "Police,Shelter,Hotline,Labour inspection,count",
  "1,0,0,0,312", "0,1,0,0,241", "0,0,1,0,198", "0,0,0,1,164",
  "1,1,0,0,41", "1,0,1,0,22", "1,0,0,1,35", "0,1,1,0,37", "0,1,0,1,18", "0,0,1,1,14",
  "1,1,1,0,9", "1,1,0,1,7", "1,0,1,1,4", "0,1,1,1,5", "1,1,1,1,2",
];

/** Capture histories of four lists. */
export function captureHistories() {
  return HISTORIES.join("\n") + "\n";
}

/** The same with a mark that is neither zero nor one, in cell B6. */
export function captureHistoriesWithAMistake() {
  return captureHistories().replace("1,1,0,0,41", "1,maybe,0,0,41");
}

/** Six lists, of which many pairs overlap: enough work to be stopped. */
export function manyCaptureHistories() {
  const rows = ["A,B,C,D,E,F,count"];
  for (let history = 1; history < 64; history += 1) {
    const marks = [0, 1, 2, 3, 4, 5].map((list) => (history >> list) & 1);
    const lists = marks.reduce((sum, mark) => sum + mark, 0);
    rows.push([...marks, 1 + Math.floor(4096 / 4 ** lists) + (history % 3)].join(","));
  }
  return rows.join("\n") + "\n";
}
