// SPDX-License-Identifier: GPL-2.0-or-later

/// The entry whose mapping a callback handles, by whose mask offsets are taken.
public enum PlaceLevel: String, Sendable, Comparable {
  /// No mapping: holes, and tests of VMAs.
  case none
  case pmd = "PMD_MASK"
  case pud = "PUD_MASK"
  /// By the mask that the callback is handed.
  case argument = "the mask that the callback is handed"

  public static func < (left: PlaceLevel, right: PlaceLevel) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// What is known of what surrounds a text: the functions that it calls and does not define, and
/// what it is handed.
public struct PlaceModel: Sendable {
  /// What an argument of a modelled function may be.
  public enum Parameter: Sendable {
    /// Nothing that depends on where a page is.
    case data
    /// The address of the page that is being looked at.
    case address
    /// Of an entry, or of the PTE of the page that is being looked at.
    case entryPointer
    /// Anywhere in a page table.
    case ptes
    case entry
    case frame
  }

  /// What a modelled function gives.
  public enum Result: Sendable {
    case data
    case entry
    case frame
    /// The size of a mapping, in these bits.
    case size(UInt64)
    /// A pointer to the PTE of the page whose address is the argument with this number.
    case ptes(Int)
    /// A pointer to an object of the kernel's, by its structure's tag.
    case pointer(String)
  }

  public struct Primitive: Sendable {
    /// Of the first arguments, for calls with one argument and with more; those behind are data.
    let ofOne: [Parameter]
    let ofMore: [Parameter]
    let result: Result

    /// - Parameter alone: what the argument may be where it is the only one, if that is another.
    public init(_ parameters: [Parameter], _ result: Result, alone: Parameter? = nil) {
      ofOne = alone.map { [$0] } ?? parameters
      ofMore = parameters
      self.result = result
    }
  }

  /// What the text is handed, as an entry or as a callback of the page walker.
  public enum Argument: Sendable {
    case data
    case rangeStart, rangeEnd
    /// The array of words.
    case words
    case pieceStart, pieceEnd
    /// An address that is neither: nothing may be found by it.
    case otherAddress
    case entryPointer
    case mask
    /// A pointer to an object of the kernel's, by its structure's tag.
    case pointer(String)
  }

  public struct Entry: Sendable {
    public let function: FunctionID
    public let arguments: [Argument]

    public init(function: FunctionID, arguments: [Argument]) {
      self.function = function
      self.arguments = arguments
    }
  }

  /// A member of the table of operations; the arguments of which there are as many as the function
  /// takes are those that it is handed.
  public struct Callback: Sendable {
    public let member: String
    public let level: PlaceLevel
    public let arguments: [[Argument]]

    public init(_ member: String, _ level: PlaceLevel, _ arguments: [[Argument]]) {
      self.member = member
      self.level = level
      self.arguments = arguments
    }
  }

  public struct Member: Sendable {
    public let tag: String
    public let name: String
    public let value: Argument

    public init(_ tag: String, _ name: String, _ value: Argument) {
      self.tag = tag
      self.name = name
      self.value = value
    }
  }

  public var primitives: [String: Primitive]
  /// walk_page_range(mm, start, end, operations, private), by its name.
  public var walk: String
  public var callbacks: [Callback]
  /// The members of structures that hold places.
  public var members: [Member]
  /// The constant that says at which bit words tell the order of a mapping.
  public var orderShift: String
  /// Structures of which two pointers are the same where the frames are.
  public var frameStructures: Set<String>

  public init(
    primitives: [String: Primitive], walk: String, callbacks: [Callback], members: [Member],
    orderShift: String, frameStructures: Set<String>
  ) {
    self.primitives = primitives
    self.walk = walk
    self.callbacks = callbacks
    self.members = members
    self.orderShift = orderShift
    self.frameStructures = frameStructures
  }
}
