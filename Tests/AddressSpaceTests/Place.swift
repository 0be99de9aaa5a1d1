// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

/// The level at which an entry stands.
enum Level: CaseIterable {
  case pte, pmd, pud

  var target: Event.Target {
    switch self {
    case .pte: .pte
    case .pmd: .pmd
    case .pud: .pud
    }
  }
}

/// A VMA, as far as it decides what faults do.
struct Ground: Sendable {
  var name: String
  var flags: VMA.Flags
  var hugetlb = VMA.Hugetlb.no
  /// The pages are behind the end of the VMA's file.
  var beyondEnd = false

  static let anonymous = Ground(name: "anonymous", flags: [.read, .write])
  static let readOnly = Ground(name: "read-only", flags: .read)
  static let file = Ground(name: "file", flags: [.read, .write, .file])
  static let beyondEnd = Ground(
    name: "behind the file's end", flags: [.read, .write, .file], beyondEnd: true)
  static let watched = Ground(name: "userfaultfd", flags: [.read, .write, .userfaultfd])
  static let unreadable = Ground(name: "unreadable", flags: .write)
  static let device = Ground(name: "IO", flags: [.read, .write, .io])
  static let hugetlb = Ground(name: "hugetlb", flags: [.read, .write], hugetlb: .pmd)
  /// hugetlb with a page size of a whole PUD.
  static let gigantic = Ground(name: "gigantic", flags: [.read, .write], hugetlb: .pud)
}

/// What is to be faulted, and where it stands.
struct Place {
  var kind: Kind
  var level: Level
  var ground: Ground

  /// A range of a whole PMD with this entry in it; it begins behind the first PMD, so that no
  /// number is 0 by chance.
  var scenario: Scenario {
    var scenario = Scenario(start: 4, count: 4)
    scenario.vmas = [
      VMA(
        start: 0, end: 16, flags: ground.flags, hugetlb: ground.hugetlb,
        endOfFile: ground.beyondEnd ? 4 : VMA.noEnd)
    ]
    switch level {
    case .pte: scenario.ptes = Array(repeating: kind, count: 4)
    case .pmd: scenario.pmds = [kind]
    case .pud: scenario.puds = [kind]
    }
    return scenario
  }

  var isPossible: Bool { (try? scenario.validate()) != nil }

  /// Every entry that can stand in a VMA, tables aside.
  static func all(in ground: Ground) -> [Place] {
    var places: [Place] = []
    for level in Level.allCases {
      for kind in Kind.allCases where kind != .table {
        let place = Place(kind: kind, level: level, ground: ground)
        if place.isPossible { places.append(place) }
      }
    }
    return places
  }
}

extension World<Concrete> {
  /// The world of a scenario, in a call that has begun.
  static func begun(
    _ scenario: Scenario, _ convention: Convention = Convention(encoding: .sticky)
  ) -> World<Concrete> {
    var world = World<Concrete>()
    world.load(scenario, convention)
    world.beginCall(pass: 1)
    return world
  }

  func kind(of page: Int) -> Kind { Kind(rawValue: view(page).kind) ?? .none }

  mutating func fault(_ page: Int, write: Bool = false, mayDrop: Bool = false) -> FaultResult {
    FaultResult(rawValue: handleMMFault(page, write: write, mayDrop: mayDrop)) ?? .resolved
  }
}

extension View<Concrete> {
  /// Whether two views say the same. Where there is no page, the frame says nothing.
  static func == (left: View<Concrete>, right: View<Concrete>) -> Bool {
    left.kind == right.kind && left.frame == right.frame && left.order == right.order
  }

  static func != (left: View<Concrete>, right: View<Concrete>) -> Bool { !(left == right) }

  /// The frame; 0 where the entry is empty.
  var frame: UInt64 { (kind .== .none) ? 0 : pfn }
}
