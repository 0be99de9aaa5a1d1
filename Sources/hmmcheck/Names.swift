// SPDX-License-Identifier: GPL-2.0-or-later

import ArgumentParser
import Checking
import RangeFault
import Specification

// The names that the command line takes. A wrong one is answered with the nearest that there is.

extension Revision {
  /// The revision of a name given on the command line.
  static func parse(_ name: String) throws -> Revision {
    if let revision = named(name) ?? named("v" + name) { return revision }
    throw unknown("revision", name, all.map(\.name))
  }
}

extension Fix {
  /// Fixes as the command line names them, in one or several arguments.
  static func parse(_ names: [String]) throws -> [Fix] {
    try names.flatMap { $0.split(separator: ",") }.map { name in
      if let fix = Fix(id: name.lowercased()) { return fix }
      throw unknown("fix", String(name), allCases.map(\.id))
    }
  }
}

extension ClauseSet {
  /// Clauses as the command line names them: `C6,C7`, in one or several arguments.
  static func parse(_ names: [String]) throws -> ClauseSet {
    var clauses = ClauseSet()
    let ids = Contract.clauses.map { $0.id }
    for name in names.flatMap({ $0.split(separator: ",") }) {
      guard let index = ids.firstIndex(of: name.uppercased()) else {
        throw unknown("clause", String(name), ids)
      }
      clauses.insert(index)
    }
    return clauses
  }
}

private func unknown(_ what: String, _ name: String, _ names: [String]) -> ValidationError {
  ValidationError("There is no \(what) '\(name)'; \(suggestion(for: name, among: names))")
}
