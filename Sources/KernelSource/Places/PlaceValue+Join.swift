// SPDX-License-Identifier: GPL-2.0-or-later

extension PlaceValue {
  /// What is known of a value that is one of the two.
  func joined(_ other: PlaceValue) -> PlaceValue {
    if self == other { return self }
    switch (self, other) {
    case (.unset, let value), (let value, .unset): return value
    case (.constant(let pair), let pointer), (let pointer, .constant(let pair)):
      if pair == .zero, pointer.canBeNull { return pointer }
    case (.entryPointer, .data), (.data, .entryPointer), (.pointer, .data), (.data, .pointer):
      // Followed, or compared, it may be neither.
      return .mixed
    default: break
    }
    if let joined = joinedAddress(other) { return joined }
    switch (self, other) {
    case (.page(let mine, _), .page(let theirs, _)), (.page(let mine, _), .noted(let theirs)),
      (.noted(let mine), .page(let theirs, _)):
      return mine == theirs ? .noted(mine) : .mixed
    case (.frame, _), (_, .frame):
      guard let taint = frameTaint, let others = other.frameTaint, taint.isClean || others.isClean
      else { return .mixed }
      return .data(taint | others)
    default: break
    }
    if let taint, let others = other.taint { return .data(taint | others) }
    return .mixed
  }

  private var canBeNull: Bool {
    switch self {
    case .pointer, .entryPointer, .page(.pfns, _), .page(.ptes, _), .noted(.pfns), .noted(.ptes):
      true
    default: false
    }
  }

  private var frameTaint: Taint? {
    if case .frame(let pages) = self { return pages.isTrips ? .wholeFrame : nil }
    return taint
  }

  /// The join of two addresses: nil where one of them is none.
  private func joinedAddress(_ other: PlaceValue) -> PlaceValue? {
    guard let mine = addressClass, let theirs = other.addressClass else { return nil }
    switch (self, other) {
    case (.found(let end), .page(.address, let form)), (.page(.address, let form), .found(let end)):
      if form == end { return .found(end: end) }
    default: break
    }
    return .noted(mine == .bound || theirs == .bound ? .bound : .address)
  }

  /// Whether it is a page itself or can only be where a loop ends.
  var addressClass: PageClass? {
    switch self {
    case .found: .address
    case .noted(.address): .address
    case .noted(.bound): .bound
    case .page(.address, let form):
      form[.pieceEnd] > 0 || form[.rangeEnd] > 0 || form.constant != 0 ? .bound : .address
    default: nil
    }
  }

  /// What it is called in messages.
  var noun: String {
    switch self {
    case .unset, .data, .constant: "data"
    case .word(let taint): taint.frame != 0 ? "a word with a frame" : "the size of a mapping"
    case .page(.address, _), .noted(.address), .noted(.bound), .found, .page(.bound, _):
      "an address"
    case .page(.distance, _), .noted(.distance): "a distance of addresses"
    case .page(.count, _), .noted(.count): "a page number or count"
    case .page(.pfns, _), .noted(.pfns): "a pointer into the array of words"
    case .page(.ptes, _), .noted(.ptes): "a pointer into a page table"
    case .inside: "an offset within a mapping"
    case .mask: "the mask of a mapping"
    case .frame: "a frame"
    case .entry: "a page-table entry"
    case .entryPointer: "a pointer to a page-table entry"
    case .pointer: "a pointer"
    case .truth: "a comparison of places"
    case .mixed: "a value of several kinds"
    }
  }

  var violationKind: PlaceReport.Kind {
    switch self {
    case .frame, .entry: .frame
    case .word(let taint): taint.frame != 0 ? .frame : .place
    default: .place
    }
  }
}
