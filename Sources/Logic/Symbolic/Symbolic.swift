// SPDX-License-Identifier: GPL-2.0-or-later

/// The domain of unknown values: a bit or a vector is a node of an ``ExpressionGraph``, and a branch
/// runs both sides and merges them.
///
/// What is known stays a plain number: text that runs on a wholly known state makes no nodes, takes
/// one side of each branch and ends its loops where the concrete run ends them.
///
/// **Lifetime.** Values refer to their graph without keeping it alive, so that they are as cheap to
/// copy as numbers. Any operation on a value that is not a known number needs its graph alive:
/// ``ExpressionGraph/with(_:)`` is the way to be sure of it. A graph and all values of it belong to
/// one thread at a time, and values of two graphs cannot be combined.
public enum Symbolic: Domain {
  public typealias Bit = SymbolicBit
  public typealias Byte = SymbolicVector<8>
  public typealias Half = SymbolicVector<32>
  public typealias Word = SymbolicVector<64>

  public static func branch<State: Mergeable>(
    _ condition: Bit, _ state: inout State,
    _ then: (inout State) -> Void, _ otherwise: (inout State) -> Void
  ) where State.Domain == Symbolic {
    if let known = condition.constant {
      if known { then(&state) } else { otherwise(&state) }
      return
    }
    var other = state
    then(&state)
    otherwise(&other)
    state.merge(condition, else: other)
  }

  public static func loop<State: Mergeable>(
    from: Word, to: Int, _ state: inout State,
    while condition: (inout State, Int) -> Bit, _ body: (inout State, Int) -> Void
  ) where State.Domain == Symbolic {
    /// Whether no condition has failed yet: what makes a failure final.
    var goesOn: Bit = true
    var index = 0
    if let start = from.constant { index = start < UInt64(max(to, 0)) ? Int(start) : to }
    while index < to, goesOn.constant != false {
      let isReached = from .<= Word(constant: UInt64(index))
      let isEntered = goesOn .& isReached
      if isEntered.constant != false {
        branch(
          isEntered, &state,
          { state in
            let holds = condition(&state, index)
            goesOn = goesOn .& (.!isReached .| holds)
            branch(holds, &state, { body(&$0, index) }, { _ in })
          }, { _ in })
      }
      index += 1
    }
  }

  public static func widen(_ byte: Byte) -> Word {
    if let value = byte.constant { return Word(constant: value) }
    return Word(term: byte.term.make { $0.zeroExtend($1, to: 64) })
  }

  public static func narrow(_ word: Word) -> Byte {
    if let value = word.constant { return Byte(constant: value) }
    return Byte(term: word.term.make { $0.extract($1, low: 0, width: 8) })
  }

  public static func half(_ word: Word) -> Half {
    if let value = word.constant { return Half(constant: value) }
    return Half(term: word.term.make { $0.extract($1, low: 0, width: 32) })
  }
}
