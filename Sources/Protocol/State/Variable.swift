// SPDX-License-Identifier: GPL-2.0-or-later

/// A variable of the protocol's state: where it stands in the four words of a ``PackedState``.
public struct Variable: Hashable, Sendable {
  /// 0 to 3.
  public var word: UInt8
  /// The lowest bit.
  public var shift: UInt8
  /// 1 to 8.
  public var width: UInt8

  @inlinable @inline(__always)
  init(_ word: UInt8, _ shift: Int, _ width: UInt8) {
    self.word = word
    self.shift = UInt8(truncatingIfNeeded: shift)
    self.width = width
  }

  /// The greatest value that it holds.
  @inlinable @inline(__always)
  public var mask: UInt64 { (1 &<< UInt64(width)) &- 1 }

  /// A number of its own, below 256.
  @inlinable @inline(__always)
  var number: Int { Int(word) &* 64 &+ Int(shift) }
}
