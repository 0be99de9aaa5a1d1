// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// The environment's own number for a function that it models.
public struct Primitive: RawRepresentable, Hashable, Sendable {
  public let rawValue: Int

  public init(rawValue: Int) { self.rawValue = rawValue }
}

/// What the C text calls and does not define, and the memory that is not its own.
public protocol Environment<Domain>: Mergeable {
  /// The primitive that models the function called `name`; asked once for each name when a program
  /// is bound. Nil makes reaching such a call a finding.
  static func primitive(named name: String) -> Primitive?

  /// Runs a function without a body. What it returns is brought into the range of its C type.
  ///
  /// Where it calls back into the text (``Machine/call(_:_:)``) and that sets ``Machine/error``, it
  /// should return at once; what it did for runs that have erred does not matter.
  static func call(
    _ primitive: Primitive, _ arguments: ArgumentList<Domain>, _ machine: inout Machine<Self>
  ) -> Domain.Word

  /// Loads a cell of an object that was made by ``Machine/allocateForeign(cells:)``: where other
  /// threads may act.
  static func load(
    _ object: Int, _ cell: Domain.Word, _ machine: inout Machine<Self>
  ) -> Domain.Word

  static func store(
    _ object: Int, _ cell: Domain.Word, _ value: Domain.Word, _ machine: inout Machine<Self>)

  /// Whether ``reached(_:_:)`` and ``stored(_:_:_:_:)`` are called: a constant, so that a run that
  /// is not traced pays nothing. Only for the concrete domain.
  static var traces: Bool { get }

  /// Whether the machine keeps a list of the activations that are running, for
  /// ``Machine/textCells(_:)``: a constant, so that a run that nobody asks pays nothing.
  static var keepsActivations: Bool { get }

  /// Whether ``Machine/counts`` is looked at: a constant. Only for the concrete domain.
  static var counts: Bool { get }

  /// Whether ``Machine/sought`` is looked at: a constant. Only for the symbolic domain.
  static var seeks: Bool { get }

  /// An instruction is about to run: `site` is for ``Program/location(of:)``.
  static func reached(_ site: Int, _ machine: inout Machine<Self>)

  /// A cell of an object has been stored to.
  static func stored(_ object: Int, _ cell: Int, _ site: Int, _ machine: inout Machine<Self>)
}

extension Environment {
  @inlinable
  public static func load(
    _ object: Int, _ cell: Domain.Word, _ machine: inout Machine<Self>
  ) -> Domain.Word {
    machine.fail(.unsupported)
    return Domain.Word(constant: 0)
  }

  @inlinable
  public static func store(
    _ object: Int, _ cell: Domain.Word, _ value: Domain.Word, _ machine: inout Machine<Self>
  ) {
    machine.fail(.unsupported)
  }

  @inlinable
  public static var traces: Bool { false }

  @inlinable
  public static var keepsActivations: Bool { false }

  @inlinable
  public static var counts: Bool { false }

  @inlinable
  public static var seeks: Bool { false }

  @inlinable
  public static func reached(_ site: Int, _ machine: inout Machine<Self>) {}

  @inlinable
  public static func stored(
    _ object: Int, _ cell: Int, _ site: Int, _ machine: inout Machine<Self>
  ) {}
}

/// The arguments of a call, as long as it lasts.
public struct ArgumentList<Domain: Logic.Domain> {
  @usableFromInline let words: UnsafeBufferPointer<Domain.Word>

  @usableFromInline
  init(_ words: UnsafeBufferPointer<Domain.Word>) { self.words = words }

  @inlinable
  public var count: Int { words.count }

  /// Argument number `index`, which must be below ``count``: what is declared without parameters is
  /// called with any number.
  @inlinable
  public subscript(index: Int) -> Domain.Word {
    precondition(index < words.count, "no argument of that number")
    return words[index]
  }
}
