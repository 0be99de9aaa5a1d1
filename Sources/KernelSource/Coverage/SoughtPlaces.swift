// SPDX-License-Identifier: GPL-2.0-or-later

/// Places of a text of which a symbolic run tells under which condition it comes by them.
///
/// A place is come by where a count in one of its slots would count it: what is sought is what
/// ``TextCoverage`` counts.
public final class SoughtPlaces: Sendable {
  public let places: [TextPlace]
  /// For each slot of the program, the indices of the places that a count in it counts.
  let ofSlot: [[Int]]

  public init(_ places: [TextPlace], in program: Program) {
    self.places = places
    var ofSlot: [[Int]] = Array(repeating: [], count: program.slots)
    let indices = Dictionary(grouping: places.indices, by: { places[$0].function })
    for function in program.code {
      guard let indices = indices[function.name] else { continue }
      for slot in function.firstSlot..<(function.firstSlot + function.slots) {
        for file in Set(indices.map { places[$0].file }) {
          let met = SoughtPlaces.met(slot, function, file, program)
          ofSlot[slot] += indices.filter { met.contains(places[$0]) }
        }
      }
    }
    self.ofSlot = ofSlot
  }

  /// What a count in one slot counts.
  private static func met(
    _ slot: Int, _ function: Function, _ file: String, _ program: Program
  ) -> Set<TextPlace> {
    var slots: [UInt64] = Array(repeating: 0, count: program.slots)
    slots[slot] = 1
    var tally = FunctionTally(file: file)
    tally.add(function, program, BlockCounts(slots: slots, interrupted: [:]))
    let places = tally.lines([]).flatMap { TextPlace.places($0, file, function.name) }
    return Set(places.filter { $0.runs > 0 }.map(\.place))
  }
}
