// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// Objects of cells, each a scalar and whether it has a value.
///
/// The cells of all objects are one array: objects of an activation are on top and go with it.
@usableFromInline
struct Memory<Domain: Logic.Domain>: Mergeable {
  @usableFromInline typealias Word = Domain.Word
  @usableFromInline typealias Bit = Domain.Bit

  struct Object {
    /// The first cell.
    let base: Int
    let count: Int
    /// Whether loads and stores are the environment's.
    let isForeign: Bool
  }

  var values: [Word] = []
  var defined: [Bit] = []
  /// The bytes of each cell; 0 where any access is allowed.
  var sizes: [UInt8] = []
  var objects: [Object] = []

  /// The number of a new object without storage: the environment has its cells.
  mutating func addForeign(count: Int) -> Int {
    objects.append(Object(base: values.count, count: count, isForeign: true))
    return objects.count - 1
  }

  /// The number of a new object.
  mutating func add(_ cellSizes: [UInt8], isDefined: Bool) -> Int {
    objects.append(Object(base: values.count, count: cellSizes.count, isForeign: false))
    sizes.append(contentsOf: cellSizes)
    values.append(contentsOf: repeatElement(Word(constant: 0), count: cellSizes.count))
    defined.append(contentsOf: repeatElement(Bit(constant: isDefined), count: cellSizes.count))
    return objects.count - 1
  }

  /// Removes every object from number `count` on.
  mutating func truncate(to count: Int) {
    guard count < objects.count else { return }
    let cells = objects[count].base
    objects.removeSubrange(count...)
    values.removeSubrange(cells...)
    defined.removeSubrange(cells...)
    sizes.removeSubrange(cells...)
  }

  mutating func set(_ object: Int, isDefined: Bool) {
    let object = objects[object]
    for cell in object.base..<(object.base + object.count) {
      values[cell] = Word(constant: 0)
      defined[cell] = Bit(constant: isDefined)
    }
  }

  @usableFromInline
  mutating func merge(_ condition: Bit, else other: Self) {
    precondition(
      objects.count == other.objects.count && values.count == other.values.count,
      "the two sides of a branch made different objects")
    let isSame = values.withUnsafeBufferPointer { mine in
      other.values.withUnsafeBufferPointer { $0.baseAddress == mine.baseAddress }
    }
    if !isSame {
      for cell in values.indices {
        values[cell] = Word.select(condition, values[cell], other.values[cell])
      }
    }
    let isDefinedSame = defined.withUnsafeBufferPointer { mine in
      other.defined.withUnsafeBufferPointer { $0.baseAddress == mine.baseAddress }
    }
    if !isDefinedSame {
      for cell in defined.indices {
        defined[cell] = Bit.select(condition, defined[cell], other.defined[cell])
      }
    }
  }
}
