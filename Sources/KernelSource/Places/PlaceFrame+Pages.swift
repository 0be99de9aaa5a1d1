// SPDX-License-Identifier: GPL-2.0-or-later

// Whether what is accessed, or handed on, is the page that loops have come to.
extension PlaceFrame {
  /// Whether a loop goes from page to page: something steps with it.
  func isPageLoop(_ loop: Int) -> Bool {
    shape.carried[loop].contains { isStepping(loop, $0) }
  }

  /// The loops from page to page that run here, outer ones first.
  var active: [PlaceContext.Active] {
    context.active
      + shape.loopsOfBlock[block].filter(isPageLoop).map { loop in
        PlaceContext.Active(
          loop: shape.loopID(loop), length: length(of: loop) ?? nil, isGuarded: isGuarded(loop))
      }
  }

  /// The page, and the loops that pass more than one page.
  private func reduced(_ form: PageForm) -> (form: PageForm, loops: [PlaceContext.Active]) {
    var form = form
    var loops: [PlaceContext.Active] = []
    for active in active {
      if active.isGuarded, active.length == PageForm(1) {
        form = form.replacing(.trip(active.loop), by: PageForm())
      } else {
        loops.append(active)
      }
    }
    return (form, loops)
  }

  /// Says where an access is not to the page that the loops have come to.
  mutating func judge(_ page: PageForm, _ what: String) {
    guard isFinal else { return }
    let (form, loops) = reduced(page)
    guard let loop = loops.first else {
      if context.hasPiece, form == PageForm(.pieceStart) {
        findings.firstPage.insert(location(index))
      } else {
        complain(.place, "\(what) at another page than a piece's first, outside of loops")
      }
      return
    }
    if loops.count > 1 {
      complain(.place, "\(what) for some pages for each page")
      return
    }
    guard loop.isGuarded, let length = loop.length else {
      complain(.place, "\(what) in a loop whose end is not known")
      return
    }
    let first = form - PageForm(.trip(loop.loop))
    let (start, end) =
      context.hasPiece
      ? (PageForm(.pieceStart), PageForm(.pieceEnd)) : (PageForm(.rangeStart), PageForm(.rangeEnd))
    guard first == start, first + length == end else {
      complain(.place, "\(what) at another page than the one that the loop has come to")
      return
    }
  }

  /// Whether an address may be handed to a modelled function.
  func isCurrent(_ value: PlaceValue) -> Bool {
    guard case .page(.address, let page) = value else {
      return value.addressClass == .address
    }
    if page == PageForm(.rangeStart) { return true }
    return isCurrent(page)
  }

  func isCurrent(_ page: PageForm) -> Bool {
    let (form, loops) = reduced(page)
    guard let loop = loops.last else { return context.hasPiece && form == PageForm(.pieceStart) }
    guard loop.isGuarded, form[.trip(loop.loop)] == 1 else { return false }
    let first = form - PageForm(.trip(loop.loop))
    guard let length = loop.length else {
      return first.constant == 0 && first.terms.count == 1
        && first.terms.allSatisfy { $0.key.loop == loop.loop && $0.value == 1 }
    }
    return first + length == PageForm(context.hasPiece ? .pieceEnd : .rangeEnd)
  }
}
