//! Short pages of the manual: what each number on the pages is, with its formula and version.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use serde::Serialize;

use crate::page::Page;
use crate::trouble::Trouble;
use crate::twin::Rows;
use crate::visit::Visit;

/// A definition. Its title and text stand in the catalogues.
#[derive(Serialize)]
pub(crate) struct Topic {
    /// The last part of its address, and the key of its texts.
    pub(crate) name: &'static str,
    /// The formula, empty where the definition has none. The same in every language.
    formula: &'static str,
    /// The version of the definition; it changes when the figures would.
    version: u32,
}

/// Every topic, in the order of the manual.
pub(crate) const TOPICS: &[Topic] = &[
    Topic { name: "frame", formula: "", version: 1 },
    Topic { name: "need", formula: "N = κ · V", version: 1 },
    Topic { name: "response", formula: "S = Σ q · π · φ · ρ", version: 1 },
    Topic { name: "gap", formula: "G = mean over j of max(0, Nⱼ − S)", version: 1 },
    Topic { name: "certainty", formula: "P = share of j with Nⱼ > S", version: 1 },
    Topic { name: "knowledge", formula: "r = reported / expected, r < 0.5", version: 1 },
    Topic { name: "allocation", formula: "π ∝ E[N], Σ π = 1", version: 1 },
    Topic { name: "capacity", formula: "φ = 2^(−age / half-life)", version: 1 },
    Topic {
        name: "reliability",
        formula: "ρ = (1 + accepted) / (2 + accepted + declined)",
        version: 1,
    },
    Topic { name: "reporting", formula: "r = reported / expected", version: 1 },
    Topic { name: "plan-report", formula: "", version: 1 },
    Topic { name: "reminder", formula: "", version: 1 },
    Topic { name: "proportion", formula: "K = 1 − G / N, K₁ / K₂", version: 1 },
    Topic {
        name: "ladder", formula: "K = 1 − max(0, N − Sᵣ) / N, S₁ ≥ S₂ ≥ … ≥ S₅", version: 1
    },
    Topic { name: "ask", formula: "Cov(T, g)² / Var(g)", version: 1 },
    Topic { name: "silence", formula: "w = Σ n / m", version: 1 },
    Topic {
        name: "changes",
        formula: "Δ = Σ over orders of (gap with − gap without) / 4!",
        version: 1,
    },
    Topic {
        name: "effect",
        formula: "E = Σ (G₁ − G₀ · (1 + r)), r = Σ (g₁ − g₀) / Σ g₀",
        version: 1,
    },
    Topic {
        name: "masking", formula: "M = 1 − max(0, ΣN − ΣS) / Σ max(0, N − S)", version: 1
    },
    Topic {
        name: "overlap",
        formula: "R = max(0, S − Q95(N)), pair: 2 R · p₁ · p₂, J = Σ min(s₁, s₂) / Σ max(s₁, s₂)",
        version: 1,
    },
    Topic {
        name: "network", formula: "F = 1 − Σ nₖ(nₖ − 1) / (n(n − 1)), HHI = Σ p²", version: 1
    },
    Topic { name: "alignment", formula: "A = Σ min(e, n), A / A*", version: 1 },
    Topic {
        name: "partners",
        formula: "γ = Σ min(in, free, G) · α + 0.1 · Σ F · a · b − cost",
        version: 2,
    },
    Topic {
        name: "corridors", formula: "ln E[F] = b₀ + Σ b · x, Var F = φ · E[F]", version: 1
    },
    Topic {
        name: "next-actions",
        formula: "max Σ w · mean over j of min(Gⱼ, Σ q·x) − λ · CVaR, cost ≤ B, Σx ≤ k",
        version: 1,
    },
    Topic { name: "plan", formula: "", version: 1 },
    Topic { name: "commitment", formula: "", version: 1 },
    Topic {
        name: "fit", formula: "closes = E[max(0, N − S)] − E[max(0, N − S − c)]", version: 1
    },
    Topic { name: "progress", formula: "", version: 1 },
    Topic {
        name: "traffic-light",
        formula: "t = (day − promised) / (due − promised), behind = expected(t) − level",
        version: 1,
    },
    Topic { name: "decisions", formula: "f + a + b ≥ q · m, f > s · base", version: 1 },
    Topic { name: "reviews", formula: "", version: 1 },
    Topic {
        name: "recommendations",
        formula: "J = w(A ∩ B) / w(A ∪ B), w = ln(1 + n / d)",
        version: 1,
    },
    Topic { name: "published", formula: "", version: 1 },
    Topic { name: "prevalence", formula: "R = 1,000 · V · d / w / P", version: 1 },
    Topic { name: "profits", formula: "P = N · d · v", version: 1 },
    Topic { name: "import", formula: "", version: 1 },
    Topic {
        name: "journal",
        formula: "node = SHA-256(0x01 ‖ one child ‖ other child)",
        version: 1,
    },
    Topic { name: "problems", formula: "", version: 1 },
];

#[derive(Template)]
#[template(path = "help.html")]
struct HelpPage<'a> {
    page: &'a Page,
    topics: &'a [Topic],
    reference: &'static str,
}

/// The manual.
pub(crate) async fn all(visit: Visit) -> Result<Response, Trouble> {
    show(&visit, "help", TOPICS).await
}

/// One topic.
pub(crate) async fn one(visit: Visit, Path(name): Path<String>) -> Result<Response, Trouble> {
    let position = TOPICS.iter().position(|topic| topic.name == name).ok_or(Trouble::NotThere)?;
    show(&visit, "help", &TOPICS[position..=position]).await
}

async fn show(visit: &Visit, title: &str, topics: &[Topic]) -> Result<Response, Trouble> {
    let page = visit.page(title).await?.with_twins();
    visit.show(
        &topics,
        |topics| {
            let mut rows = Rows::new(&["topic", "title", "text", "formula", "version"]);
            for topic in *topics {
                let text = page.say(&format!("help-{}", topic.name));
                rows.push([
                    topic.name.to_owned(),
                    text.to_string(),
                    text.attribute("text").to_string(),
                    topic.formula.to_owned(),
                    topic.version.to_string(),
                ]);
            }
            rows
        },
        |topics| {
            HelpPage { page: &page, topics, reference: concert_terms::REFERENCE_VERSION }.render()
        },
    )
}

impl Page {
    /// The title of a topic.
    fn topic(&self, topic: &Topic) -> String {
        self.say(&format!("help-{}", topic.name)).to_string()
    }

    /// The paragraphs of a topic.
    fn topic_text(&self, topic: &Topic) -> Vec<String> {
        let text = self.say(&format!("help-{}", topic.name)).attribute("text");
        text.to_string()
            .split('\n')
            .filter(|line| !line.trim().is_empty())
            .map(str::to_owned)
            .collect()
    }
}
