// SPDX-License-Identifier: GPL-2.0-or-later

/// An item of a list, or how often what stands before it happens once more before it is told again.
enum Folded<Item> {
  case item(Item)
  case alike(Int)

  /// Repetitions in a row from which only the first and the last are told.
  private static var fewest: Int { 4 }

  /// Folds a list where it repeats itself, one or a few items at a time.
  ///
  /// - Parameters:
  ///   - longest: how many items may repeat together.
  ///   - shape: equal for items that are alike.
  static func fold(_ items: [Item], longest: Int, shape: (Item) -> String) -> [Folded] {
    let shapes = items.map(shape)
    var folded: [Folded] = []
    var index = 0
    while index < items.count {
      let best = (1...longest).map { ($0, repetitions(shapes, index, $0)) }
        .first { $0.1 >= fewest }
      guard let (length, times) = best else {
        folded.append(.item(items[index]))
        index += 1
        continue
      }
      let end = index + length * times
      folded += items[index..<(index + length)].map(Folded.item)
      folded.append(.alike(times - 2))
      folded += items[(end - length)..<end].map(Folded.item)
      index = end
    }
    return folded
  }

  /// How often the `length` items at `begin` stand there in a row.
  private static func repetitions(_ shapes: [String], _ begin: Int, _ length: Int) -> Int {
    var end = begin + length
    while end < shapes.count && shapes[end] == shapes[end - length] { end += 1 }
    return (min(end, shapes.count) - begin) / length
  }
}
