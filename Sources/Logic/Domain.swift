// SPDX-License-Identifier: GPL-2.0-or-later

/// A domain of values in which the model, the specification and the walk are executed.
///
/// Everything that hmmcheck checks is written once, generic over a domain:
/// - in ``Concrete`` a bit is a `Bool` and a word a `UInt64`, and the compiler specialises the text
///   to native code: random checking runs there;
/// - in ``Symbolic`` a bit or word is a node of an expression graph, and a branch runs both sides
///   and merges them: proofs run there.
///
/// The law of a domain: for every text and every assignment of values to the unknowns, running the
/// text symbolically and evaluating what comes out gives what the concrete run gives.
public protocol Domain: SendableMetatype {
  associatedtype Bit: BitValue
  /// 8 bits: kinds of entries, flags, small counters.
  associatedtype Byte: VectorValue where Byte.Domain == Self
  /// 32 bits: results and pass numbers.
  associatedtype Half: VectorValue where Half.Domain == Self
  /// 64 bits: pfn words, frames and page indices.
  associatedtype Word: VectorValue where Word.Domain == Self

  /// Runs `then` where `condition` holds and `otherwise` where it does not, on `state`.
  static func branch<State: Mergeable>(
    _ condition: Bit, _ state: inout State,
    _ then: (inout State) -> Void, _ otherwise: (inout State) -> Void
  ) where State.Domain == Self

  /// Runs `body` with each index from `from` up to (not including) `to`, while `condition` holds.
  ///
  /// The index is always a plain `Int`. Where `from` is not known, every index below `to` is
  /// visited and the body is guarded by "`from` is not above it". Once the condition fails, the
  /// loop has ended for good: the condition must not become true again by itself.
  static func loop<State: Mergeable>(
    from: Word, to: Int, _ state: inout State,
    while condition: (inout State, Int) -> Bit, _ body: (inout State, Int) -> Void
  ) where State.Domain == Self

  /// Every byte as a word of the same value.
  static func widen(_ byte: Byte) -> Word

  /// The low 8 bits of a word.
  static func narrow(_ word: Word) -> Byte

  /// The low 32 bits of a word.
  static func half(_ word: Word) -> Half
}

/// Runs `then` where `condition` holds, on `state`, and nothing where it does not.
@inlinable @inline(__always)
public func branch<State: Mergeable>(
  _ condition: State.Domain.Bit, _ state: inout State, _ then: (inout State) -> Void
) {
  State.Domain.branch(condition, &state, then, { _ in })
}

/// Runs `then` where `condition` holds and `otherwise` where it does not, on `state`.
@inlinable @inline(__always)
public func branch<State: Mergeable>(
  _ condition: State.Domain.Bit, _ state: inout State,
  _ then: (inout State) -> Void, else otherwise: (inout State) -> Void
) {
  State.Domain.branch(condition, &state, then, otherwise)
}

/// Runs `body` with each index from `from` up to (not including) `to`, while `condition` holds.
@inlinable @inline(__always)
public func loop<State: Mergeable>(
  from: State.Domain.Word, to: Int, _ state: inout State,
  while condition: (inout State, Int) -> State.Domain.Bit, _ body: (inout State, Int) -> Void
) {
  State.Domain.loop(from: from, to: to, &state, while: condition, body)
}
