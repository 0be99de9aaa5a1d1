// SPDX-License-Identifier: GPL-2.0-or-later

extension Array where Element: BitValue {
  /// Merges two arrays of one length, element by element.
  @inlinable
  public mutating func merge(_ condition: Element, else other: [Element]) {
    precondition(count == other.count, "only arrays of one length can be merged")
    for index in indices { self[index].merge(condition, else: other[index]) }
  }
}

extension InlineArray where Element: Mergeable {
  /// Merges element by element.
  @inlinable
  public mutating func merge(_ condition: Element.Domain.Bit, else other: Self) {
    for index in indices { self[index].merge(condition, else: other[index]) }
  }
}

extension InlineArray where Element: BitValue {
  /// Merges element by element.
  @inlinable
  public mutating func merge(_ condition: Element, else other: Self) {
    for index in indices { self[index].merge(condition, else: other[index]) }
  }
}
