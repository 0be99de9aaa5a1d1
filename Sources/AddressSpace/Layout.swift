// SPDX-License-Identifier: GPL-2.0-or-later

/// Where things lie: the part of a scenario that is known in every domain.
public struct Layout: Sendable {
  /// A run of pages of the range that one VMA covers, or none.
  public struct Piece: Sendable {
    /// Pages of the range: `begin` ..< `end`.
    public var begin: Int
    public var end: Int
    /// The number of the VMA; -1 for a gap.
    public var vma: Int
    public var hugetlb: VMA.Hugetlb

    @inlinable
    public init(begin: Int, end: Int, vma: Int, hugetlb: VMA.Hugetlb) {
      self.begin = begin
      self.end = end
      self.vma = vma
      self.hugetlb = hugetlb
    }

    @inlinable public var isGap: Bool { vma < 0 }
  }

  public var geometry = Geometry.small
  /// The first page of the range, counted from the beginning of its PUD.
  public var start = 0
  public var count = 0
  /// The pieces that make up the range, in ascending order.
  public var pieces: [Piece] = []
  /// Runs of pieces that one VMA ends, with the gap before it; a gap behind all VMAs is its own.
  public var segments: [Range<Int>] = []
  /// The number of the piece in which a page lies.
  public var pieceOf: [Int] = []
  /// Per VMA: its first page and the first one behind it, counted like `start`.
  public var vmaBounds: [(start: Int, end: Int)] = []

  @inlinable public init() {}

  /// Lays out a scenario's range.
  @inlinable
  public mutating func load(_ scenario: Scenario) {
    geometry = scenario.geometry
    start = scenario.start
    count = scenario.count
    place(scenario.vmas)
  }

  /// Lays VMAs out over the range: in ascending order, without overlap.
  @inlinable
  public mutating func place(_ vmas: [VMA]) {
    pieces.removeAll(keepingCapacity: true)
    segments.removeAll(keepingCapacity: true)
    pieceOf.removeAll(keepingCapacity: true)
    vmaBounds.removeAll(keepingCapacity: true)
    var page = 0
    for index in vmas.indices {
      let vma = vmas[index]
      vmaBounds.append((vma.start, vma.end))
      let begin = max(vma.start &- start, 0)
      let end = min(vma.end &- start, count)
      if begin >= end { continue }
      add(Piece(begin: page, end: begin, vma: -1, hugetlb: .no))
      add(Piece(begin: begin, end: end, vma: index, hugetlb: vma.hugetlb))
      page = end
    }
    add(Piece(begin: page, end: count, vma: -1, hugetlb: .no))
    var first = 0
    for index in pieces.indices where !pieces[index].isGap || index == pieces.count &- 1 {
      segments.append(first..<(index &+ 1))
      first = index &+ 1
    }
  }

  @inlinable
  mutating func add(_ piece: Piece) {
    if piece.begin >= piece.end { return }
    let number = pieces.count
    pieces.append(piece)
    for _ in piece.begin..<piece.end { pieceOf.append(number) }
  }

  // MARK: Groups

  /// The number of the PMD that maps a page, counted from that of the range's first page.
  @inlinable @inline(__always)
  public func pmd(of page: Int) -> Int {
    ((start &+ page) &>> geometry.pmdShift) &- (start &>> geometry.pmdShift)
  }

  /// The number of the PUD that maps a page, counted from that of the range's first page.
  @inlinable @inline(__always)
  public func pud(of page: Int) -> Int {
    ((start &+ page) &>> geometry.pudShift) &- (start &>> geometry.pudShift)
  }

  /// The pages of the range, from the first, that a PMD maps: it may begin below 0 and end behind
  /// the range.
  @inlinable @inline(__always)
  public func pages(ofPMD pmd: Int) -> Range<Int> {
    let first = (((start &>> geometry.pmdShift) &+ pmd) &<< geometry.pmdShift) &- start
    return first..<(first &+ geometry.pagesPerPMD)
  }

  /// The same, for a PUD.
  @inlinable @inline(__always)
  public func pages(ofPUD pud: Int) -> Range<Int> {
    let first = (((start &>> geometry.pudShift) &+ pud) &<< geometry.pudShift) &- start
    return first..<(first &+ geometry.pagesPerPUD)
  }

  /// Whether one VMA, not of hugetlb, covers all of the PMD of `page`.
  @inlinable
  public func hugeFits(_ page: Int) -> Bool {
    let piece = pieces[pieceOf[page]]
    if piece.isGap || piece.hugetlb != .no { return false }
    let extent = pages(ofPMD: pmd(of: page))
    let bounds = vmaBounds[piece.vma]
    return bounds.start <= extent.lowerBound &+ start && extent.upperBound &+ start <= bounds.end
  }

  /// The level at which the entry of a page in a hugetlb VMA stands; `.no` elsewhere.
  @inlinable @inline(__always)
  public func hugetlb(_ page: Int) -> VMA.Hugetlb { pieces[pieceOf[page]].hugetlb }
}
