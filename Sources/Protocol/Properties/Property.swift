// SPDX-License-Identifier: GPL-2.0-or-later

/// What the protocol promises, and what is noticed where it breaks.
///
/// P1 to P8 are the obligations of callers that Documentation/mm/hmm.rst and the drivers' own
/// comments state. P7 (entries with sticky bits are zeroed, from 6.16 on) is not among them: no
/// driver here uses such bits.
public enum Property: UInt8, CaseIterable, Sendable {
  case p1, p2, p3, p4, p5, p6, p8
  case request, array
  case useAfterFree, locks, progress, refusal, leak
  case needless
  /// A counter of the packed state is at its end: nothing is claimed of what lies behind.
  case bounds

  public var id: String {
    switch self {
    case .p1: "P1"
    case .p2: "P2"
    case .p3: "P3"
    case .p4: "P4"
    case .p5: "P5"
    case .p6: "P6"
    case .p8: "P8"
    case .request: "requests"
    case .array: "array"
    case .useAfterFree: "use-after-free"
    case .locks: "locks"
    case .progress: "progress"
    case .refusal: "refusal"
    case .leak: "leak"
    case .needless: "needless-retry"
    case .bounds: "bounds"
    }
  }

  public init?(id: String) {
    guard let found = Property.allCases.first(where: { $0.id.lowercased() == id.lowercased() })
    else { return nil }
    self = found
  }

  /// What is promised, in a line.
  public var statement: String {
    switch self {
    case .p1: "each pass reads a fresh notifier_seq before it calls"
    case .p2: "where pfn_flags_mask is not 0, each pass rebuilds the array"
    case .p3: "the invalidate callback and the final check hold one and the same lock"
    case .p4: "no page, frame or output is used before that check succeeded"
    case .p5: "one bound covers both causes of a retry"
    case .p6: "a reference to the mm is held for the whole protocol"
    case .p8: "no device entry allows what the CPU page table does not"
    case .request: "a pass that succeeds has made valid what was asked for"
    case .array: "every word that the walk reads still holds its request"
    case .useAfterFree:
      "no frame, mm, hmm, range or mirror is used that is freed or not there"
    case .locks: "each lock is unlocked once by who holds it, and none is left held"
    case .progress: "every wait ends, and nobody repeats the same for ever"
    case .refusal: "an invalidation that a callback refused is not gone through with"
    case .leak: "what nobody refers to any more is freed"
    case .needless: "a retry has a cause: an invalidation of the range (economy)"
    case .bounds: "the counters of the state hold what the schedule needs"
    }
  }

  /// Nobody promised it; it is shown, and is never a failure by itself.
  public var isEconomy: Bool { self == .needless }

  @inlinable @inline(__always)
  var bit: UInt64 { 1 &<< UInt64(rawValue) }
}

/// A set of properties.
public struct PropertySet: Equatable, Sendable {
  public var rawValue: UInt64

  @inlinable @inline(__always)
  public init(rawValue: UInt64 = 0) { self.rawValue = rawValue }

  public init(_ members: [Property]) {
    rawValue = members.reduce(0) { $0 | $1.bit }
  }

  @inlinable @inline(__always)
  public func contains(_ property: Property) -> Bool { rawValue & property.bit != 0 }

  @inlinable @inline(__always)
  public mutating func insert(_ property: Property) { rawValue |= property.bit }

  public var members: [Property] { Property.allCases.filter(contains) }

  public static let all = PropertySet(Property.allCases)
}
