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
      _ = misuse(a, "that was chosen is moved by more than a page")
      return .noted(.bound)
    case (.noted(let kind), .constant):
      _ = misuse(a, "that was chosen is moved")
      return .noted(kind)
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
    let elsewhere = PlaceValue.noted(kind == .address ? .bound : kind)
    guard let same = pair.same, let number = Int(exactly: Int64(bitPattern: same)) else {
      complain(.place, "\(noun) moved by the size of a mapping")
      return elsewhere
    }
    let inBytes = kind == .address || kind == .distance
    guard !inBytes || number % (1 << Self.pageShift) == 0 else {
      complain(.place, "\(noun) moved within a page")
      return elsewhere
    }
    let pages = inBytes ? number >> Self.pageShift : number
    if pages == 0 { return .page(kind, form) }
    let isEnd = form[.pieceEnd] > 0 || form[.rangeEnd] > 0 && kind != .ptes
    if pages == 1, !isEnd || kind == .ptes { return .page(kind, form + PageForm(1)) }
    if pages == -1, kind == .ptes { return .page(kind, form - PageForm(1)) }
    complain(.place, "\(noun) moved by \(pages) page\(abs(pages) == 1 ? "" : "s")")
    return elsewhere
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
}
