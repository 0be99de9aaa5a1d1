// SPDX-License-Identifier: GPL-2.0-or-later

import Proving

// How obligations and what became of them are spelled in all reports.

extension ProofRow {
  /// The id without its group: `C6`.
  var name: String { String(id.dropFirst(group.rawValue.count + 1)) }

  /// `for 2 pages, 4 restarts`, and why nothing is asked where nothing is.
  var scope: String { "for \(bound)" + (exemption.map { " (exempt: \($0))" } ?? "") }
}

extension ProofRow.Group {
  /// What a group of obligations is about, in plain words.
  var heading: String {
    switch self {
    case .decisions: "One word: for all 64-bit words"
    case .entries: "One entry, every kind"
    case .witness: "Ranges of any length, any number of restarts"
    case .frame: "What one group does to the rest"
    case .text: "The text's own memory"
    case .base: "Where a call begins"
    case .progress: "A call comes to an end"
    case .invariant: "Mutants of the invariant"
    case .groups: "Other group sizes"
    case .induction: "The range alone, any number of restarts"
    case .bounded: "Calls from their beginning"
    }
  }
}

extension ProofVerdict {
  /// `not inductive`.
  var word: String {
    switch self {
    case .proved: "proved"
    case .refuted: "refuted"
    case .notInductive: "not inductive"
    case .conditional: "conditional"
    case .undetermined: "undetermined"
    case .vacuous: "vacuous"
    case .exempt: "exempt"
    }
  }

  /// Why it is undetermined or vacuous, or what it is proved under.
  var reason: String? {
    switch self {
    case .conditional(let conditions): "proved if \(conditions.joined(separator: ", "))"
    case .undetermined(let reason), .vacuous(let reason): reason
    default: nil
    }
  }

  /// Neither proved nor exempt.
  var isUnproved: Bool { self != .proved && self != .exempt }

  /// What a reader must know of a step that fails.
  static let notInductiveMeans =
    "a counterexample to induction: no run of the bounded obligations reaches it; neither a bug nor"
    + " a proof"
}

/// A number with a comma before each three digits: `2,345`.
func grouped(_ number: some BinaryInteger) -> String {
  var digits = "\(number)"
  var groups: [Substring] = []
  while digits.count > 3 {
    groups.insert(digits.suffix(3), at: 0)
    digits.removeLast(3)
  }
  return ([digits[...]] + groups).joined(separator: ",")
}

/// A number of steps in five columns or little more: `9,999`, `9,999k`, `9,999M`.
func shortened(_ number: UInt64) -> String {
  let units: [(UInt64, String)] = [(1, ""), (1000, "k"), (1_000_000, "M")]
  let (size, unit) = units.first { number / $0.0 < 10_000 } ?? units[2]
  return grouped(number / size) + unit
}
