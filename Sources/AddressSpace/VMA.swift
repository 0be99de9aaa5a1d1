// SPDX-License-Identifier: GPL-2.0-or-later

/// A mapping of a run of pages, as the process sees it. What no VMA covers is a gap.
public struct VMA: Equatable, Sendable {
  /// The flags of a VMA that matter to the walk, as bits.
  public struct Flags: OptionSet, Hashable, Sendable {
    public var rawValue: UInt8
    @inlinable @inline(__always)
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let read = Flags(rawValue: 1)
    public static let write = Flags(rawValue: 2)
    public static let io = Flags(rawValue: 4)
    public static let pfnmap = Flags(rawValue: 8)
    public static let mixedmap = Flags(rawValue: 16)
    /// Registered with userfaultfd: a missing page waits for user space.
    public static let userfaultfd = Flags(rawValue: 32)
    /// Backed by a file; anonymous memory otherwise.
    public static let file = Flags(rawValue: 64)

    /// The kernel's names, and in files.
    public static let named: [(name: String, flag: Flags)] = [
      ("READ", .read), ("WRITE", .write), ("IO", .io), ("PFNMAP", .pfnmap),
      ("MIXEDMAP", .mixedmap), ("USERFAULTFD", .userfaultfd), ("FILE", .file),
    ]
  }

  /// The page size of a hugetlb VMA, as the level of its entries.
  public enum Hugetlb: UInt8, CaseIterable, Sendable {
    case no, pmd, pud
  }

  /// The first page, counted like ``Scenario/start``.
  public var start: Int
  /// The first page behind it.
  public var end: Int
  public var flags: Flags
  public var hugetlb: Hugetlb
  /// For a file: the first page, counted like `start`, that lies behind its end.
  public var endOfFile: Int

  public init(
    start: Int, end: Int, flags: Flags = [.read, .write], hugetlb: Hugetlb = .no,
    endOfFile: Int = VMA.noEnd
  ) {
    self.start = start
    self.end = end
    self.flags = flags
    self.hugetlb = hugetlb
    self.endOfFile = endOfFile
  }

  /// A file that does not end within the VMA.
  public static let noEnd = 1 << 40
}
