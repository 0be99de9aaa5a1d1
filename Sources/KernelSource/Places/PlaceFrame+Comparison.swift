// SPDX-License-Identifier: GPL-2.0-or-later

extension PlaceFrame {
  mutating func compare(_ opcode: Opcode, _ a: PlaceValue, _ b: PlaceValue) -> PlaceValue {
    if let one = a.taint, let other = b.taint {
      if one.isClean, other.isClean { return .data }
      return misuse(one.isClean ? b : a, "is compared")
    }
    if let free = comparedPointers(opcode, a, b) { return free }
    if isSearchResult(opcode, a, b) { return .data }
    guard let comparison = comparison(opcode, a, b) else {
      let place = a.taint == nil ? a : b
      let other = a.taint == nil ? b : a
      return misuse(place, "is compared with \(other.taint == nil ? other.noun : "a constant")")
    }
    return comparison
  }

  /// Pointers to objects, and to entries, may be compared with null and with each other.
  private mutating func comparedPointers(
    _ opcode: Opcode, _ a: PlaceValue, _ b: PlaceValue
  ) -> PlaceValue? {
    let isNull = a == .known(0) || b == .known(0)
    if isNull, opcode == .equal || opcode == .notEqual {
      let other = a == .known(0) ? b : a
      if other.isFree || other.isPagePointer { return .data }
    }
    guard a.isFree, b.isFree else { return nil }
    for value in [a, b] where !isNull {
      if case .pointer(.external(let structure), _) = value,
        let tag = analysis.program.types.structures[structure].tag,
        analysis.model.frameStructures.contains(tag)
      {
        complain(.frame, "a pointer to a struct \(tag) is compared")
      }
      if case .entryPointer = value { complain(.place, "a pointer to an entry is compared") }
    }
    return .data
  }

  /// Whether it asks what a search through the pages has found.
  private func isSearchResult(_ opcode: Opcode, _ a: PlaceValue, _ b: PlaceValue) -> Bool {
    switch (opcode, a, b) {
    case (.less, .found(let end), .page(.address, let form)),
      (.equal, .found(let end), .page(.address, let form)),
      (.notEqual, .found(let end), .page(.address, let form)),
      (.equal, .page(.address, let form), .found(let end)),
      (.notEqual, .page(.address, let form), .found(let end)),
      (.lessOrEqual, .page(.address, let form), .found(let end)):
      form == end
    default: false
    }
  }

  /// A comparison that says whether a loop from page to page goes on, or would if it were used so.
  private func comparison(_ opcode: Opcode, _ a: PlaceValue, _ b: PlaceValue) -> PlaceValue? {
    // As `low < high`, or the negation of that.
    let (low, high, isNegated): (PlaceValue, PlaceValue, Bool)
    switch opcode {
    case .less, .lessSigned: (low, high, isNegated) = (a, b, false)
    case .lessOrEqual, .lessOrEqualSigned: (low, high, isNegated) = (b, a, true)
    case .equal, .notEqual:
      (low, high, isNegated) = steps(a) ? (a, b, opcode == .equal) : (b, a, opcode == .equal)
    default: return nil
    }
    let text =
      "\(low.noun) is compared with \(high.taint == nil ? high.noun : "a constant"), and not to end"
      + " a loop from page to page that passes all of the piece"
    func truth(_ rest: PageForm?, _ stepping: PageForm?) -> PlaceValue {
      .truth(
        Truth(
          comparisons: [
            Truth.Comparison(rest: rest, stepping: stepping, site: index, text: text)
          ], isNegated: isNegated))
    }
    switch (low, high) {
    case (.page(let mine, let form), .page(let theirs, let other)) where mine == theirs:
      let rest = other - form
      // A piece has a page: the question in front of a loop that asks at its end.
      if context.hasPiece, rest == PageForm(.pieceEnd) - PageForm(.pieceStart) {
        return .known(isNegated ? 0 : 1)
      }
      if rest.terms.isEmpty, rest.constant == 1 { return .known(isNegated ? 0 : 1) }
      return truth(rest, nil)
    case (.page(.count, let form), .constant(let pair)):
      // One page, told as a number.
      guard pair.same == 1, !form.terms.isEmpty else { return nil }
      return truth(PageForm(1) - form, nil)
    case (.page(.address, let form), .noted(.address)), (.page(.address, let form), .noted(.bound)),
      (.page(.count, let form), .noted(.count)), (.page(.pfns, let form), .noted(.pfns)):
      return truth(nil, form)
    default: return nil
    }
  }

  /// Whether a loop steps it.
  private func steps(_ value: PlaceValue) -> Bool {
    guard case .page(_, let form) = value else { return false }
    return shape.loopsOfBlock[block].contains { form[.trip(shape.loopID($0))] > 0 }
  }
}
