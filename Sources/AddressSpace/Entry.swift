// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// An entry of a page table: what it is, and the first frame of what it maps.
public struct Entry<D: Domain>: Mergeable {
  public typealias Domain = D

  /// A ``Kind``.
  public var kind: D.Byte
  /// The frame, or for a leaf above the PTEs the frame of its first page; 0 where there is none.
  public var pfn: D.Word

  @inlinable @inline(__always)
  public init(kind: D.Byte, pfn: D.Word) {
    self.kind = kind
    self.pfn = pfn
  }

  @inlinable
  public mutating func merge(_ condition: D.Bit, else other: Entry<D>) {
    kind.merge(condition, else: other.kind)
    pfn.merge(condition, else: other.pfn)
  }
}

/// What the page table says of one page at one moment: its leaf entry, resolved through the levels.
public struct View<D: Domain>: Mergeable {
  public typealias Domain = D

  /// A ``Kind``: that of the entry which decides, at whatever level it is. A page below an empty
  /// PMD or PUD has ``Kind/none``.
  public var kind: D.Byte
  /// The frame of this very page.
  public var pfn: D.Word
  /// log2 of the pages of the mapping that the page lies in.
  public var order: D.Byte

  @inlinable @inline(__always)
  public init(kind: D.Byte, pfn: D.Word, order: D.Byte) {
    self.kind = kind
    self.pfn = pfn
    self.order = order
  }

  @inlinable
  public mutating func merge(_ condition: D.Bit, else other: View<D>) {
    kind.merge(condition, else: other.kind)
    pfn.merge(condition, else: other.pfn)
    order.merge(condition, else: other.order)
  }
}
