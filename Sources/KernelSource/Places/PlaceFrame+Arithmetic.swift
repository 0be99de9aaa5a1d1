// SPDX-License-Identifier: GPL-2.0-or-later

// What may be computed of places and frames.
extension PlaceFrame {
  static var pageShift: UInt64 { 12 }

  /// Operands that are data: the bits of either have a part in the result.
  mutating func mix(
    _ a: PlaceValue, _ b: PlaceValue, _ use: String, _ change: (Taint) -> Taint = { $0 }
  ) -> PlaceValue {
    guard let one = a.taint else { return misuse(a, use) }
    guard let other = b.taint else { return misuse(b, use) }
    return .data(change(one | other))
  }

  mutating func add(_ a: PlaceValue, _ b: PlaceValue) -> PlaceValue {
    switch (a, b) {
    case (_, .page), (_, .frame), (_, .found), (_, .noted), (_, .pointer):
      if a.taint != nil { return sum(b, a) }
      if case .frame = b, case .page = a { return sum(b, a) }
      if case .page(.distance, _) = a, case .page(.address, _) = b { return sum(b, a) }
      if case .page(.count, _) = a, case .page(.pfns, _) = b { return sum(b, a) }
      if case .page(.count, _) = a, case .page(.ptes, _) = b { return sum(b, a) }
      if case .inside = a { return sum(b, a) }
    default: break
    }
    return sum(a, b)
  }

  private mutating func sum(_ a: PlaceValue, _ b: PlaceValue) -> PlaceValue {
    switch (a, b) {
    case (.page(let kind, let form), .constant(let pair)): return advance(kind, form, pair)
    case (.frame(let form), .constant(let pair)):
      if pair == .zero { return a }
      if pair.same == 1 { return .frame(form + PageForm(1)) }
      return misuse(a, "has something else than 1 added")
    case (.found, .constant(let pair)), (.noted(.address), .constant(let pair)):
      if pair.same == 1 << Self.pageShift { return .noted(.bound) }
    case (.pointer(let object, let cell), .constant(let pair)):
      guard let cells = pair.same, let step = Int(exactly: Int64(bitPattern: cells)) else { break }
      return .pointer(object, cell + step)
    case (.page(.address, let form), .page(.distance, let other)):
      return .page(.address, form + other)
    case (.page(.distance, let form), .page(.distance, let other)):
      return .page(.distance, form + other)
    case (.page(let kind, let form), .page(.count, let other))
    where [.count, .pfns, .ptes].contains(kind):
      return .page(kind, form + other)
    case (.frame(let form), .inside(let pages, inBytes: false)): return .frame(form + pages)
    case (.frame(let form), .page(.count, let pages)) where pages.isTrips:
      return .frame(form + pages)
    default: break
    }
    if a.taint != nil, b.taint != nil { return mix(a, b, "is added") { $0.spread } }
    return misuse(a.taint == nil ? a : b, "is added to \((a.taint == nil ? b : a).noun)")
  }

  /// A page and a constant: only the next page is another one that may be named.
  private mutating func advance(
    _ kind: PageClass, _ form: PageForm, _ pair: ConstantPair
  ) -> PlaceValue {
    let noun = PlaceValue.page(kind, form).noun
    guard let same = pair.same, let number = Int(exactly: Int64(bitPattern: same)) else {
      complain(.place, "\(noun) moved by the size of a mapping")
      return .data
    }
    let inBytes = kind == .address || kind == .distance
    guard !inBytes || number % (1 << Self.pageShift) == 0 else {
      complain(.place, "\(noun) moved within a page")
      return .data
    }
    let pages = inBytes ? number >> Self.pageShift : number
    if pages == 0 { return .page(kind, form) }
    let isEnd = form[.pieceEnd] > 0 || form[.rangeEnd] > 0 && kind != .ptes
    if pages == 1, !isEnd || kind == .ptes { return .page(kind, form + PageForm(1)) }
    if pages == -1, kind == .ptes { return .page(kind, form - PageForm(1)) }
    complain(.place, "\(noun) moved by \(pages) page\(abs(pages) == 1 ? "" : "s")")
    return .data
  }

  mutating func subtract(_ a: PlaceValue, _ b: PlaceValue) -> PlaceValue {
    switch (a, b) {
    case (.page(.address, let form), .page(.address, let other)),
      (.page(.distance, let form), .page(.distance, let other)):
      return .page(.distance, form - other)
    case (.page(.address, let form), .page(.distance, let other)):
      return .page(.address, form - other)
    case (.page(.count, let form), .page(.count, let other)),
      (.page(.pfns, let form), .page(.pfns, let other)),
      (.page(.ptes, let form), .page(.ptes, let other)):
      return .page(.count, form - other)
    case (.page(let kind, let form), .page(.count, let other)) where [.pfns, .ptes].contains(kind):
      return .page(kind, form - other)
    case (.page, .constant(let pair)), (.pointer, .constant(let pair)):
      return sum(a, fold(pair) { 0 &- $0 })
    default: break
    }
    if a.taint != nil, b.taint != nil { return mix(a, b, "is subtracted") { $0.spread } }
    if b.taint == nil { return misuse(b, "is subtracted from \(a.noun)") }
    return misuse(a, "has data subtracted")
  }

  // MARK: Bits

  mutating func and(_ a: PlaceValue, _ b: PlaceValue) -> PlaceValue {
    switch (a, b) {
    case (.truth, _), (_, .truth): return conjunction(a, b, isAnd: true)
    case (.constant(let pair), let value), (let value, .constant(let pair)):
      if case .page(.address, let form) = value {
        let masks = ["PMD_MASK": PlaceLevel.pmd, "PUD_MASK": PlaceLevel.pud]
        for (name, level) in masks.sorted(by: { $0.key < $1.key }) {
          guard let near = analysis.program.constant(name), let far = analysis.far.constant(name)
          else { continue }
          if pair == ConstantPair(near: ~near, far: ~far) { return inside(form, level) }
        }
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
      complain(.place, "an offset by \(level.rawValue), which is not the mapping's of this callback")
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
          taint.mapBits { isSigned ? UInt64(bitPattern: Int64(bitPattern: $0) >> amount) : $0 >> amount })
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
