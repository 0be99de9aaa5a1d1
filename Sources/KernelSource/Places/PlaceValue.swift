// SPDX-License-Identifier: GPL-2.0-or-later

/// A constant of the text in the geometry that is proved, and in the one that the proof is to stand
/// for.
struct ConstantPair: Hashable {
  let near: UInt64
  let far: UInt64

  /// The number where both geometries have the same.
  var same: UInt64? { near == far ? near : nil }
  /// The bits in which the geometries differ.
  var difference: UInt64 { near ^ far }

  static let zero = ConstantPair(near: 0, far: 0)
}

/// What counts pages, and in which unit.
enum PageClass: Hashable {
  /// Bytes.
  case address, distance
  /// Pages.
  case count
  /// Pointers into the array of words, and into a table of PTEs.
  case pfns, ptes
  /// Bytes; an address that can only be where a loop ends.
  case bound
}

/// The bits of a word that something else than the page's own data has a part in.
struct Taint: Hashable {
  /// Of a physical frame.
  var frame: UInt64 = 0
  /// Of the size of a mapping.
  var size: UInt64 = 0

  var isClean: Bool { frame | size == 0 }

  func mapBits(_ change: (UInt64) -> UInt64) -> Taint {
    Taint(frame: change(frame), size: change(size))
  }

  static func | (left: Taint, right: Taint) -> Taint {
    Taint(frame: left.frame | right.frame, size: left.size | right.size)
  }

  /// All bits that a carry out of the tainted ones can reach.
  var spread: Taint { mapBits { $0 == 0 ? 0 : .max << UInt64($0.trailingZeroBitCount) } }

  /// Frames lie below the bits of flags.
  static let wholeFrame = Taint(frame: (1 << 56) - 1)
}

/// An object that pointers point to.
enum PlaceObject: Hashable {
  /// All of the kernel's own objects of one structure type.
  case external(Int)
  /// An object of the activation of a function.
  case local(Int, Int)
  /// One of static life.
  case fixed(Int)
}

struct PlaceCell: Hashable {
  let object: PlaceObject
  let cell: Int
}

/// What is known of a value, whatever the range is.
enum PlaceValue: Hashable {
  /// Never set.
  case unset
  case constant(ConstantPair)
  /// Nothing in it depends on where a page is: flags, errors, pointers that are not followed.
  case data
  /// ``data``, but for some bits.
  case word(Taint)
  case page(PageClass, PageForm)
  /// A page that was noted down or chosen between pages; which one is not known.
  case noted(PageClass)
  /// Where a search through pages has stopped, or, without a find, the end of the search.
  case found(end: PageForm)
  /// The offset within the mapping of the callback's level: of the piece's first page, plus pages.
  case inside(PageForm, inBytes: Bool)
  /// The mask of the mapping that a callback is handed, or its complement.
  case mask(isComplement: Bool)
  /// A physical frame, plus pages.
  case frame(PageForm)
  /// A page-table entry, whose bits are nobody's business.
  case entry
  case entryPointer
  case pointer(PlaceObject, Int)
  /// Whether places compare as `comparisons` say.
  case truth(Truth)
  /// Of several kinds.
  case mixed

  static func known(_ value: UInt64) -> PlaceValue {
    .constant(ConstantPair(near: value, far: value))
  }

  /// What of a value of data is tainted; nil where it is no data.
  var taint: Taint? {
    switch self {
    case .unset, .data: Taint()
    case .constant(let pair): Taint(size: pair.difference)
    case .word(let taint): taint
    default: nil
    }
  }

  static func data(_ taint: Taint) -> PlaceValue { taint.isClean ? .data : .word(taint) }

  /// Whether nothing in it depends on where a page is.
  var isData: Bool { taint?.isClean == true }

  /// Whether it is data, or a pointer that may be tested and handed on.
  var isFree: Bool {
    switch self {
    case .pointer, .entryPointer: true
    default: taint?.isClean == true
    }
  }
}

/// The value of comparisons of places: each says that its loop goes on.
struct Truth: Hashable {
  struct Comparison: Hashable {
    /// How many pages there are to go; nil where one of the places is not known.
    let rest: PageForm?
    /// The side that steps, where ``rest`` is not known.
    let stepping: PageForm?
    /// The instruction that compares, and the text for it.
    let site: Int
    let text: String
  }

  var comparisons: [Comparison]
  /// It is 1 where the loop ends.
  var isNegated: Bool
  /// Something else may end the loop, too.
  var isPartial = false
}
