// SPDX-License-Identifier: GPL-2.0-or-later

/// State that a branch may change: where both sides of a branch have run, each on a copy, the two
/// results can be made one.
public protocol Mergeable<Domain> {
  associatedtype Domain: Logic.Domain

  /// Keeps `self` where `condition` holds and takes `other` where it does not.
  ///
  /// The two come from one state: what no branch can change (layout, revision) is equal in both
  /// and needs no merging, and arrays have the same length.
  mutating func merge(_ condition: Domain.Bit, else other: Self)
}

extension Array {
  /// Merges two arrays of one length, element by element; equal storage costs nothing.
  @inlinable
  public mutating func merge<D: Domain>(_ condition: D.Bit, else other: [Element])
  where Element: Mergeable, Element.Domain == D {
    precondition(count == other.count, "only arrays of one length can be merged")
    let same = withUnsafeBufferPointer { mine in
      other.withUnsafeBufferPointer { $0.baseAddress == mine.baseAddress }
    }
    if same { return }
    for index in indices { self[index].merge(condition, else: other[index]) }
  }
}

extension BitValue {
  /// Keeps `self` where `condition` holds and takes `other` where it does not.
  @inlinable @inline(__always)
  public mutating func merge(_ condition: Self, else other: Self) {
    self = Self.select(condition, self, other)
  }
}
