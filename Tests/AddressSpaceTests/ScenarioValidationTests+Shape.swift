// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

extension ScenarioValidationTests {
  static let geometryRules = [
    Rule(
      error: "geometry.pmdShift: 0; must be 1 to 9",
      broken: { $0.geometry.pmdShift = 0 },
      close: { $0 = Scenario(geometry: Geometry(pmdShift: 1, pudShift: 2, tableShift: 1)) }),
    Rule(
      error: "geometry.pmdShift: 10; must be 1 to 9",
      broken: { $0.geometry.pmdShift = 10 },
      close: { $0 = Scenario(geometry: Geometry(pmdShift: 9, pudShift: 10, tableShift: 1)) }),
    Rule(
      error: "geometry.pudShift: 2; must be 3 to 11",
      broken: { $0.geometry.pudShift = 2 },
      close: { $0 = Scenario(geometry: Geometry(pmdShift: 2, pudShift: 3, tableShift: 2)) }),
    Rule(
      error: "geometry.pudShift: 12; must be 3 to 11",
      broken: { $0.geometry.pudShift = 12 },
      close: { $0 = Scenario(geometry: Geometry(pmdShift: 2, pudShift: 11, tableShift: 2)) }),
    Rule(
      error: "geometry.tableShift: 3; must be 1 to 2",
      broken: { $0.geometry.tableShift = 3 },
      close: { $0.geometry.tableShift = 2 }),
    Rule(
      error: "geometry.tableShift: 0; must be 1 to 2",
      broken: { $0.geometry.tableShift = 0 },
      close: { $0.geometry.tableShift = 1 }),
    Rule(
      error: "start: 16; must be 0 to 15",
      broken: { $0.start = 16 },
      close: { $0 = Scenario(start: 15, count: 2) }),
    Rule(
      error: "start: -1; must be 0 to 15",
      broken: { $0.start = -1 },
      close: { $0.start = 0 }),
    Rule(
      error: "count: 4097; must be 0 to 4096",
      broken: { $0 = Scenario(count: 4097) },
      close: { $0 = Scenario(count: 4096) }),
    Rule(
      error: "count: -1; must be 0 to 4096",
      broken: { $0.count = -1 },
      close: { $0 = Scenario(count: 0) }),
  ]

  /// Pages 14 to 17: two PUDs and two PMDs, although they would fit into one of each.
  static let listRules = [
    Rule(
      error: "puds: length 1; must be 2, one for each PUD of the range",
      broken: { $0.puds = [.table] },
      close: { $0.puds = [.table, .none] }, base: Scenario(start: 14, count: 4)),
    Rule(
      error: "pmds: length 3; must be 2, one for each PMD of the range",
      broken: { $0.pmds = [.table, .table, .table] },
      close: { $0.pmds = [.table, .none] }, base: Scenario(start: 14, count: 4)),
    Rule(
      error: "ptes: length 5; must be 4, one for each page of the range",
      broken: { $0.ptes.append(.none) },
      close: { $0.ptes[3] = .swap }),
    Rule(
      error: "requests: length 3; must be 4, one for each page of the range",
      broken: { $0.requests.removeLast() },
      close: { $0.requests[3] = .max }),
  ]

  static let scriptRules = [
    Rule(
      error: "faults: 17 outcomes; at most 16",
      broken: { $0.faults = Array(repeating: .retry, count: 17) },
      close: { $0.faults = Array(repeating: .retry, count: 16) }),
    Rule(
      error: "passes: 0; must be 1 to 8",
      broken: { $0.passes = 0 },
      close: { $0.passes = 1 }),
    Rule(
      error: "passes: 9; must be 1 to 8",
      broken: { $0.passes = 9 },
      close: { $0.passes = 8 }),
    Rule(
      error: "pagemapLookups: -1; must be 0 to 1000",
      broken: { $0.pagemapLookups = -1 },
      close: { $0.pagemapLookups = 0 }),
    Rule(
      error: "pagemapLookups: 1001; must be 0 to 1000",
      broken: { $0.pagemapLookups = 1001 },
      close: { $0.pagemapLookups = 1000 }),
  ]
}
