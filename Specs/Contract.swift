// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

/// The contract: all clauses, and the judgement of a run by each of them.
///
/// Not every clause is needed to find the defects of the catalogue: whatever breaks C2, C4, C10, C13
/// to C15, C18, C19, C21 or C25 there breaks another clause as well. They are promises all the same,
/// and a new defect need not be so kind.
public enum Contract {
  /// The clauses in the order of their numbers. C17 and C20 were never given.
  public static let clauses: [any Clause.Type] = [
    C1.self, C2.self, C3.self, C4.self, C5.self, C6.self, C7.self, C8.self, C9.self, C10.self,
    C11.self, C12.self, C13.self, C14.self, C15.self, C16.self, C18.self, C19.self, C21.self,
    C22.self, C23.self, C24.self, C25.self, C26.self, C27.self,
  ]

  /// Judges a run by every clause and hands each verdict to `visit`, with the clause's index.
  @inlinable @inline(__always)
  public static func judge<D: Domain>(
    _ run: Run<D>, _ visit: (_ clause: Int, _ violated: D.Bit, _ exercised: D.Bit) -> Void
  ) {
    var index = 0
    func each<C: Clause>(_ clause: C.Type) {
      visit(index, C.violated(by: run), C.exercised(by: run))
      index &+= 1
    }
    each(C1.self); each(C2.self); each(C3.self); each(C4.self); each(C5.self)
    each(C6.self); each(C7.self); each(C8.self); each(C9.self); each(C10.self)
    each(C11.self); each(C12.self); each(C13.self); each(C14.self); each(C15.self)
    each(C16.self); each(C18.self); each(C19.self); each(C21.self); each(C22.self)
    each(C23.self); each(C24.self); each(C25.self); each(C26.self); each(C27.self)
  }

  /// Judges a concrete run.
  @inlinable
  public static func judge(_ run: Run<Concrete>) -> Judgement {
    var judgement = Judgement()
    if run.ghost.notUnderstood {
      judgement.undetermined = true
      return judgement
    }
    judge(run) { clause, violated, exercised in
      if violated { judgement.violated.insert(clause) }
      if exercised { judgement.exercised.insert(clause) }
    }
    judgement.undetermined = run.ghost.historyLost
    return judgement
  }
}

/// A set of clauses, by their indices in ``Contract/clauses``.
public struct ClauseSet: Equatable, Hashable, Sendable {
  public var rawValue: UInt32

  @inlinable @inline(__always)
  public init(rawValue: UInt32 = 0) { self.rawValue = rawValue }

  @inlinable @inline(__always)
  public mutating func insert(_ clause: Int) { rawValue |= 1 << UInt32(clause) }

  @inlinable @inline(__always)
  public func contains(_ clause: Int) -> Bool { rawValue & (1 << UInt32(clause)) != 0 }

  @inlinable public var isEmpty: Bool { rawValue == 0 }

  @inlinable
  public func intersection(_ other: ClauseSet) -> ClauseSet {
    ClauseSet(rawValue: rawValue & other.rawValue)
  }

  @inlinable
  public func union(_ other: ClauseSet) -> ClauseSet {
    ClauseSet(rawValue: rawValue | other.rawValue)
  }

  @inlinable
  public func subtracting(_ other: ClauseSet) -> ClauseSet {
    ClauseSet(rawValue: rawValue & ~other.rawValue)
  }

  /// The indices, ascending.
  public var indices: [Int] { Contract.clauses.indices.filter(contains) }

  /// The ids, ascending: `["C6", "C7"]`.
  public var ids: [String] { indices.map { Contract.clauses[$0].id } }

  /// The set of some ids; nil where one is of no clause.
  public init?(ids: [String]) {
    self.init()
    for id in ids {
      guard let index = Contract.clauses.firstIndex(where: { $0.id == id }) else { return nil }
      insert(index)
    }
  }

  public static let all = ClauseSet(rawValue: (1 << UInt32(Contract.clauses.count)) - 1)
  public static let promises: ClauseSet = {
    var promises = ClauseSet()
    for index in Contract.clauses.indices where Contract.clauses[index].weight == .promise {
      promises.insert(index)
    }
    return promises
  }()
}

/// What the contract says of one run.
public struct Judgement: Equatable, Sendable {
  public var violated = ClauseSet()
  public var exercised = ClauseSet()
  /// A page changed more often than the record holds: the clauses on outputs could not be judged.
  public var undetermined = false

  @inlinable public init() {}
}
