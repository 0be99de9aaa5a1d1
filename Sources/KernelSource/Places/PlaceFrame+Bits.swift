// SPDX-License-Identifier: GPL-2.0-or-later

// What may be done with the bits of places and frames.
extension PlaceFrame {
  mutating func and(_ a: PlaceValue, _ b: PlaceValue) -> PlaceValue {
    switch (a, b) {
    case (.truth, _), (_, .truth): return conjunction(a, b, isAnd: true)
    case (.constant(let pair), let value), (let value, .constant(let pair)):
      if case .page(.address, let form) = value, let level = analysis.masks[pair] {
        return inside(form, level)
      }
      guard let taint = value.taint else { break }
      let kept = taint.mapBits { $0 & (pair.near | pair.far) }
      return .data(kept | Taint(size: pair.difference))
    case (.page(.address, let form), .mask(isComplement: true)),
      (.mask(isComplement: true), .page(.address, let form)):
      return inside(form, .argument)
    default: break
    }
    if a.taint == nil { return misuse(a, "is masked, and not by the mapping's own mask") }
    return mix(a, b, "is masked, and not by the mapping's own mask")
  }

  /// The offset of a page of the piece within the mapping of a level.
  private mutating func inside(_ form: PageForm, _ level: PlaceLevel) -> PlaceValue {
    guard level == context.level else {
      complain(
        .place, "an offset by \(level.rawValue), which is not the mapping's of this callback")
      return .data
    }
    let pages = form - PageForm(.pieceStart)
    guard pages.isTrips else {
      complain(.place, "an offset of an address that is none of a page of the piece")
      return .data
    }
    if isFinal { findings.offsets.insert(level) }
    return .inside(pages, inBytes: true)
  }

  mutating func or(_ a: PlaceValue, _ b: PlaceValue) -> PlaceValue {
    switch (a, b) {
    case (.truth, _), (_, .truth): return conjunction(a, b, isAnd: false)
    case (.frame(let form), let flags), (let flags, .frame(let form)):
      guard form.isTrips else { return misuse(.frame(form), "of a neighbouring page is used") }
      guard let taint = flags.taint else { return misuse(flags, "is combined with a frame") }
      return .data(taint | .wholeFrame)
    default: return mix(a, b, "is combined by |")
    }
  }

  /// Comparisons of places with each other, or with what may end the loop as well.
  private mutating func conjunction(
    _ a: PlaceValue, _ b: PlaceValue, isAnd: Bool
  ) -> PlaceValue {
    if case .truth(var one) = a, case .truth(let other) = b {
      if one.isNegated == other.isNegated, one.isNegated != isAnd {
        one.comparisons += other.comparisons
        one.isPartial = one.isPartial || other.isPartial
        return .truth(one)
      }
      _ = misuse(b, "")
      return misuse(a, "")
    }
    let (place, data) = if case .truth = a { (a, b) } else { (b, a) }
    guard case .truth(var truth) = place else { return .data }
    if !data.isFree { return misuse(data, "decides where the text goes on") }
    guard truth.isNegated != isAnd else { return misuse(place, "") }
    truth.isPartial = true
    return .truth(truth)
  }

  mutating func shiftLeft(_ a: PlaceValue, _ b: PlaceValue) -> PlaceValue {
    if case .constant(let pair) = b, let amount = pair.same, amount < 64 {
      if let taint = a.taint { return .data(taint.mapBits { $0 << amount }) }
      if case .page(.count, let form) = a, amount == Self.pageShift {
        return .page(.distance, form)
      }
      return misuse(a, "is shifted to the left by \(amount)")
    }
    return mix(a, b, "is shifted") { $0.mapBits { $0 == 0 ? 0 : .max } }
  }

  mutating func shiftRight(_ a: PlaceValue, _ b: PlaceValue, isSigned: Bool) -> PlaceValue {
    if case .constant(let pair) = b, let amount = pair.same, amount < 64 {
      if let taint = a.taint {
        return .data(
          taint.mapBits {
            isSigned ? UInt64(bitPattern: Int64(bitPattern: $0) >> amount) : $0 >> amount
          })
      }
      if amount == Self.pageShift {
        if case .page(.distance, let form) = a { return .page(.count, form) }
        if case .inside(let form, inBytes: true) = a { return .inside(form, inBytes: false) }
      }
      return misuse(a, "is shifted to the right by \(amount)")
    }
    return mix(a, b, "is shifted") { $0.mapBits { $0 == 0 ? 0 : .max } }
  }
}
