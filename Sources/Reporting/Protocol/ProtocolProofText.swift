// SPDX-License-Identifier: GPL-2.0-or-later

import Proving

extension TextReport {
  /// The proof of P8 for the reference driver.
  public static func text(_ proof: ProtocolProof, pages: Int) -> String {
    let steps = proof.rows.filter { !$0.id.hasPrefix("needed.") }
    let conjuncts = proof.rows.filter { $0.id.hasPrefix("needed.") }
    let width = proof.rows.map(\.id.count).max() ?? 0
    func line(_ row: ProtocolProof.Row, _ good: String) -> String {
      let name = row.id + String(repeating: " ", count: width - row.id.count)
      let verdict =
        switch row.verdict {
        case .proved: good
        case .refuted: "refuted"
        case .vacuous: "vacuous: it never happens"
        case .superfluous: "superfluous"
        case .undetermined(let reason): "undetermined: \(reason)"
        }
      return "  \(name)  \(verdict)" + (row.statement.isEmpty ? "" : "  \(row.statement)")
    }
    let closing =
      proof.isProved
      ? "proved: P8, \(counted(pages, "page")), any number of invalidations and retries"
      : proof.isUndetermined ? "undetermined" : "not proved"
    let lines =
      ["The reference driver: each step keeps the invariant and P8"]
      + steps.map { line($0, "proved") }
      + ["Each conjunct of the invariant is needed"] + conjuncts.map { line($0, "needed") }
      + ["", "\(closing); \(decimal(proof.seconds)) s, \(proof.rlimit) steps of Z3"]
    return lines.map { $0 + "\n" }.joined()
  }
}

extension JSONReport {
  /// The proof of P8 for the reference driver.
  public static func text(_ proof: ProtocolProof, pages: Int) -> String {
    let rows = proof.rows.map { row in
      JSONValue.object([
        ("id", .string(row.id)), ("verdict", .string(word(row.verdict))),
        ("statement", .string(row.statement)),
      ])
    }
    return JSONValue.object([
      ("format", .integer(format)), ("kind", .string("protocol-proof")),
      ("pages", .integer(pages)), ("proved", .bool(proof.isProved)), ("rows", .array(rows)),
      ("rlimit", .count(proof.rlimit)), ("seconds", .seconds(proof.seconds)),
    ]).text() + "\n"
  }

  private static func word(_ verdict: ProtocolProof.Verdict) -> String {
    switch verdict {
    case .proved: "proved"
    case .refuted: "refuted"
    case .vacuous: "vacuous"
    case .superfluous: "superfluous"
    case .undetermined: "undetermined"
    }
  }
}
