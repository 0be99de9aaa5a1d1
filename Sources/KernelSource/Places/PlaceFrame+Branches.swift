// SPDX-License-Identifier: GPL-2.0-or-later

// Where the text goes on: places may only say that a loop from page to page ends.
extension PlaceFrame {
  mutating func branch(_ value: PlaceValue) {
    let successors = shape.flow.successors(block)
    let facts = shape.facts[block]
    guards[block] = nil
    switch value {
    case .constant(let pair):
      // Known in both geometries, and the same.
      if (pair.near != 0) == (pair.far != 0) {
        let side = pair.near != 0 ? 0 : 1
        go(to: successors[side], side == 0 ? facts.onTrue : facts.onFalse)
        return
      }
      _ = misuse(value, "decides where the text goes on")
    case .truth(let truth):
      if !end(truth, successors) { _ = misuse(value, "") }
    case .unset, .data, .pointer, .entryPointer, .page(.pfns, _), .page(.ptes, _), .noted(.pfns),
      .noted(.ptes):
      break
    default: _ = misuse(value, "decides where the text goes on")
    }
    go(to: successors[0], facts.onTrue)
    go(to: successors[1], facts.onFalse)
  }

  /// Whether a comparison only ends a loop from page to page: the guard is noted.
  private mutating func end(_ truth: Truth, _ successors: [Int]) -> Bool {
    let (stay, leave) =
      truth.isNegated ? (successors[1], successors[0]) : (successors[0], successors[1])
    for loop in shape.loopsOfBlock[block].reversed() {
      let blocks = shape.nest.loops[loop].blocks
      guard blocks.contains(stay), !blocks.contains(leave) else { continue }
      let latches = shape.nest.loops[loop].latches
      // Every iteration asks.
      guard latches.allSatisfy({ shape.nest.dominates(block, $0) }) else { return false }
      let isAtLatch = latches.contains(block)
      var lengths: Set<PageForm?> = []
      let trip = PageSymbol.trip(shape.loopID(loop))
      for comparison in truth.comparisons {
        guard let rest = comparison.rest else {
          // Of places that are not known only those are compared that were noted down together.
          guard !context.hasPiece, let stepping = comparison.stepping, stepping[trip] == 1,
            stepping.constant == (isAtLatch ? 1 : 0)
          else { return false }
          lengths.insert(nil)
          continue
        }
        guard rest[trip] == -1 else { return false }
        var length = rest.replacing(trip, by: PageForm())
        if isAtLatch { length.constant += 1 }
        if isFromFind(length, loop) {
          lengths.insert(nil)
          continue
        }
        guard !length.mentions(shape.loopID(loop)), isWhole(length) else { return false }
        lengths.insert(length)
      }
      guard lengths.count == 1, let length = lengths.first else { return false }
      guards[block] = Guard(
        loop: loop, length: length, isAtLatch: isAtLatch, isPartial: truth.isPartial)
      return true
    }
    return false
  }

  /// Whether a loop goes from what a search has found to where the search would have ended: it does
  /// nothing where nothing was found.
  private func isFromFind(_ length: PageForm, _ loop: Int) -> Bool {
    let id = shape.loopID(loop)
    return shape.carried[loop].contains { register in
      guard case .found(let end) = entries[loop]?[register] else { return false }
      return length == end - PageForm(.origin(id, register))
    }
  }

  /// Whether a loop of that many pages goes to the end of the piece, or of the range, or passes one
  /// page.
  private func isWhole(_ length: PageForm) -> Bool {
    if length == PageForm(1) { return true }
    let piece = length - PageForm(.pieceEnd) + PageForm(.pieceStart)
    if context.hasPiece, (-piece).isTrips { return true }
    return !context.hasPiece && length == PageForm(.rangeEnd) - PageForm(.rangeStart)
  }
}
