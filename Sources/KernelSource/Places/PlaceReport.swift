// SPDX-License-Identifier: GPL-2.0-or-later

/// Whether a text does anything with addresses, page numbers and frames but what it does alike for
/// every page of ranges and mappings of any length.
public struct PlaceReport: Sendable, Equatable {
  /// What a violation is about.
  public enum Kind: String, Sendable, Comparable {
    /// An address, a page number or count, or what is carried from page to page.
    case place
    /// A physical frame.
    case frame

    public static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
  }

  /// A line that does something else, or that is not understood.
  public struct Violation: Sendable, Hashable, CustomStringConvertible {
    public let location: Location
    public let kind: Kind
    public let text: String

    public var description: String { "\(location): \(kind.rawValue): \(text)" }
  }

  /// By place in the text.
  public var violations: [Violation] = []
  /// Where loops begin that do not go from page to page: they look again, and end elsewhere.
  public var lookAgain: [Location] = []
  /// Where the word of a piece's first page is looked at for the whole piece, or stored.
  public var firstPage: [Location] = []
  /// Where the loops from page to page begin.
  public var pageLoops: [Location] = []
  /// What was shown, a sentence each.
  public var established: [String] = []
  /// How many functions of the text were read.
  public var functions = 0
}

extension Location: Comparable {
  public static func < (left: Location, right: Location) -> Bool {
    (left.file, left.line, left.column) < (right.file, right.line, right.column)
  }
}

/// What was found in a function and those that it calls.
struct PlaceFindings {
  var violations: Set<PlaceReport.Violation> = []
  var lookAgain: Set<Location> = []
  var firstPage: Set<Location> = []
  var pageLoops: Set<Location> = []
  /// Names of modelled functions that were handed an address, and a frame.
  var addressUses: Set<String> = []
  var frameUses: Set<String> = []
  /// The levels within whose mappings an offset was taken.
  var offsets: Set<PlaceLevel> = []
  var functions: Set<Int> = []
  /// The page walker was called.
  var walks = false

  mutating func formUnion(_ other: PlaceFindings) {
    violations.formUnion(other.violations)
    lookAgain.formUnion(other.lookAgain)
    firstPage.formUnion(other.firstPage)
    pageLoops.formUnion(other.pageLoops)
    addressUses.formUnion(other.addressUses)
    frameUses.formUnion(other.frameUses)
    offsets.formUnion(other.offsets)
    functions.formUnion(other.functions)
    walks = walks || other.walks
  }
}
