// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// All that the world keeps of one page of the range: its PTE, its word of the array, and what
/// happened to it during the call.
public struct Page<D: Domain>: Mergeable {
  public typealias Domain = D
  /// One bit for each place of a page in ``World/history``.
  public typealias Moments = InlineArray<40, D.Bit>
  @inlinable static var outside: UInt64 { 1 << 31 }

  public var pte: Entry<D>
  /// The word as the caller wrote it before the call.
  public var input: D.Word
  /// The word as it is: a request until the walk has stored an output.
  public var word: D.Word
  /// The number of the walk that stored the word last, counted from 1; 0 where none did. With
  /// ``outside`` in it where the word was stored after that walk.
  public var storedIn: D.Half
  /// ``PageEffect`` bits.
  public var effects: D.Byte
  /// The number of the walk whose own fault broke the page's huge mapping up; 0 where none did.
  public var splitIn: D.Half
  /// How many of the page's places in ``World/history`` are in use.
  public var moments: Int
  /// Whether the page had the view that a place in use holds: always so where all is known, and
  /// under what condition where a branch may have put it there.
  public var happened: Moments
  /// The page as the call left it; set when the call has ended.
  public var view: View<D>

  @inlinable
  public init() {
    pte = Entry(kind: D.Byte(.none), pfn: 0)
    input = 0
    word = 0
    storedIn = 0
    effects = 0
    splitIn = 0
    moments = 0
    happened = .init(repeating: false)
    view = View(kind: D.Byte(.none), pfn: 0, order: 0)
  }

  @inlinable
  public mutating func merge(_ condition: D.Bit, else other: Page<D>) {
    pte.merge(condition, else: other.pte)
    input.merge(condition, else: other.input)
    word.merge(condition, else: other.word)
    storedIn.merge(condition, else: other.storedIn)
    effects.merge(condition, else: other.effects)
    splitIn.merge(condition, else: other.splitIn)
    mergeMoments(condition, else: other)
    view.merge(condition, else: other.view)
  }
}

/// What fault calls happened to a page, as bits.
public enum PageEffect {
  /// A read fault was made on it.
  public static let read: UInt64 = 1
  /// A write fault was made on it.
  public static let write: UInt64 = 2
  /// A fault was made while the page lay in no huge mapping.
  public static let small: UInt64 = 4
  /// A fault was made while one PMD mapped it, or was to map it.
  public static let huge: UInt64 = 8
  /// The same, one PUD.
  public static let pud: UInt64 = 16
  /// A fault was made while the page could be read already, and not through another thread just
  /// then.
  public static let wasReadable: UInt64 = 32
  /// The same, written.
  public static let wasWritable: UInt64 = 64
  /// The fault handler failed for this page, other than for want of memory.
  public static let failed: UInt64 = 128

  public static let faulted = read | write
}
