// SPDX-License-Identifier: GPL-2.0-or-later

/// The whole input of a run: an address space, a request, and what the environment will do.
///
/// It is plain data and the one way in: the generator makes scenarios, files hold them, and the
/// solver's models become them. Pages are counted from the beginning of the PUD in which the range
/// begins, and within the range from its first page; each place says which.
public struct Scenario: Equatable, Sendable {
  public var geometry: Geometry
  /// The first page of the range, counted from the beginning of its PUD: 0 ..< pages per PUD.
  public var start: Int
  /// The pages of the range: 0 to ``maximumPages``.
  public var count: Int
  /// In ascending order, without overlap.
  public var vmas: [VMA]
  /// The PUDs that the range touches, the first one first.
  public var puds: [Kind]
  /// The PMDs that the range touches. One below a PUD that is no table counts for nothing.
  public var pmds: [Kind]
  /// The PTEs of the range's pages. One below a PMD that is no table counts for nothing.
  public var ptes: [Kind]
  /// The request words of the range's pages, in the layout of ``PfnWord``.
  public var requests: [UInt64]
  public var defaultFlags: UInt64
  public var pfnFlagsMask: UInt64
  /// Calls the snapshot entry where the interface has one (before 5.7).
  public var snapshotCall: Bool
  /// Allows the call to drop the mmap lock where the interface has that choice (before 5.7), and
  /// calls the function that takes the lock itself where there is one (7.3 on).
  public var mayDropLock: Bool
  /// What surrounds that function.
  public var unlocked: UnlockedCall
  /// The range was invalidated between the caller's reading of the sequence and the call.
  public var invalidated: Bool
  /// How many look-ups of a device's page map succeed before it dies (before 5.7 the walk did such
  /// look-ups); nil: all.
  public var pagemapLookups: Int?
  /// The architecture keeps accessed and dirty bits in non-present entries, above the offset.
  public var accessedBits: Bool
  /// What the first calls of handle_mm_fault do; the later ones resolve.
  public var faults: [FaultOutcome]
  /// In ascending order of `at`.
  public var events: [Event]
  /// How often the caller calls, at most: again as long as the answer is "start over", each time
  /// with a fresh sequence and requests written anew.
  public var passes: Int

  /// Pages of the largest range.
  public static let maximumPages = 4096

  /// A range of `count` pages of writable anonymous memory, with tables and without a page.
  public init(geometry: Geometry = .small, start: Int = 0, count: Int = 1) {
    self.geometry = geometry
    self.start = start
    self.count = count
    vmas = []
    puds = []
    pmds = []
    ptes = Array(repeating: .none, count: count)
    requests = Array(repeating: 0, count: count)
    defaultFlags = 0
    pfnFlagsMask = .max
    snapshotCall = false
    mayDropLock = false
    unlocked = UnlockedCall()
    invalidated = false
    pagemapLookups = nil
    accessedBits = false
    faults = []
    events = []
    passes = 1
    puds = Array(repeating: .table, count: pudCount)
    pmds = Array(repeating: .table, count: pmdCount)
    vmas = [VMA(start: 0, end: max(puds.count, 1) &<< geometry.pudShift)]
  }

  /// The first page behind the range, counted like `start`.
  @inlinable public var end: Int { start &+ count }

  /// The number of PMDs that the range touches.
  @inlinable public var pmdCount: Int { spanned(geometry.pmdShift) }

  /// The number of PUDs that the range touches.
  @inlinable public var pudCount: Int { spanned(geometry.pudShift) }

  @inlinable
  func spanned(_ shift: Int) -> Int {
    count == 0 ? 0 : ((end &- 1) &>> shift) &- (start &>> shift) &+ 1
  }

  /// The page's request in the layout of ``PfnWord``: its word through the mask, and the defaults.
  @inlinable
  public func request(_ page: Int) -> UInt64 { (requests[page] & pfnFlagsMask) | defaultFlags }
}
