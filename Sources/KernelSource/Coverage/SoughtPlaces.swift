// SPDX-License-Identifier: GPL-2.0-or-later

/// Places of a text of which a symbolic run tells under which condition it comes by them.
///
/// A place is come by where a count in one of its slots would count it: what is sought is what
/// ``TextCoverage`` counts.
public final class SoughtPlaces: Sendable {
  public let places: [TextPlace]
  /// For each slot of the program, the indices of the places that a count in it counts.
  let ofSlot: [[Int]]
  /// The same for each instruction with which a run can err in the middle of a block.
  let ofSite: [Int: [Int]]

  public init(_ places: [TextPlace], in program: Program) {
    self.places = places
    var ofSlot: [[Int]] = Array(repeating: [], count: program.slots)
    var ofSite: [Int: [Int]] = [:]
    let indices = Dictionary(grouping: places.indices, by: { places[$0].function })
    for function in program.code {
      guard let indices = indices[function.name] else { continue }
      let files = Set(indices.map { places[$0].file })
      func counted(by counts: BlockCounts) -> [Int] {
        let met = files.reduce(into: Set<TextPlace>()) { met, file in
          var tally = FunctionTally(file: file)
          tally.add(function, program, counts)
          let all = tally.lines([]).flatMap { TextPlace.places($0, file, function.name) }
          met.formUnion(all.filter { $0.runs > 0 }.map(\.place))
        }
        return indices.filter { met.contains(places[$0]) }
      }
      for slot in function.firstSlot..<(function.firstSlot + function.slots) {
        var slots: [UInt64] = Array(repeating: 0, count: program.slots)
        slots[slot] = 1
        ofSlot[slot] = counted(by: BlockCounts(slots: slots, interrupted: [:]))
      }
      for site in function.base..<(function.base + function.code.count) {
        ofSite[site] = counted(by: BlockCounts(slots: [], interrupted: [site: 1]))
      }
    }
    self.ofSlot = ofSlot
    self.ofSite = ofSite
  }
}
