// SPDX-License-Identifier: GPL-2.0-or-later

import ArgumentParser
import Protocol
import RangeFault
import Specification

/// `hmmcheck list`.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists what there is to name.")

  enum What: String, CaseIterable, ExpressibleByArgument {
    case clauses, fixes, revisions, drivers, properties
    case protocolFixes = "protocol-fixes"
  }

  @Argument(help: "What to list.")
  var what: What

  func run() {
    switch what {
    case .clauses: List.clauses()
    case .fixes: List.fixes()
    case .revisions: List.revisions()
    case .drivers: List.drivers()
    case .properties: List.properties()
    case .protocolFixes: List.protocolFixes()
    }
  }

  private static func clauses() {
    for clause in Contract.clauses {
      let weight = clause.weight == .economy ? "economy: " : ""
      print("\(padded(clause.id, 5))\(weight)\(clause.statement)")
      print("     \(clause.source)")
    }
  }

  private static func fixes() {
    for fix in Fix.allCases {
      let record = fix.record
      let origin =
        fix.isProposed
        ? "proposed"
        : "\(record.commit.isEmpty ? "commit not known" : record.commit), \(record.version)"
      print("\(padded(record.id, 28))\(origin); \(record.clauses.joined(separator: " "))")
      print("    without it: \(record.defect)")
    }
  }

  private static func revisions() {
    for revision in Revision.all {
      let missing = FixSet.all.subtracting(revision.fixes).subtracting(Revision.proposed)
      let lacks = missing.fixes.map(\.id).joined(separator: " ")
      let encoding = revision.interface.encoding.name
      print("\(padded(revision.name, 12))format \(padded(encoding, 8))lacks \(missing.fixes.count)")
      if !lacks.isEmpty { print("    \(lacks)") }
    }
  }

  private static func drivers() {
    for driver in Driver.all { print("\(padded(driver.name, 20))\(driver.title)") }
  }

  private static func properties() {
    for property in Property.allCases where property != .bounds {
      print("\(padded(property.id, 16))\(property.statement)")
    }
  }

  private static func protocolFixes() {
    for fix in ProtocolFix.allCases {
      let record = fix.record
      let origin = [record.commit.isEmpty ? "commit not known" : record.commit, record.version]
      let known = origin.filter { !$0.isEmpty }.joined(separator: ", ")
      print("\(padded(record.id, 28))\(known)\n    without it: \(record.defect)")
    }
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(width - text.count, 1))
  }
}
