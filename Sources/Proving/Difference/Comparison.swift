// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

/// Two calls on one scenario, each read through its own interface.
struct Comparison<D: Domain> {
  let one: World<D>
  let other: World<D>

  /// Whether the calls differ in a kind.
  func differ(in kind: DifferenceKind) -> D.Bit {
    switch kind {
    case .outputs: one.succeeds .& other.succeeds .& anyPage(wordsDiffer)
    case .result: one.comesBack .& other.comesBack .& answersDiffer
    case .effects:
      (one.comesBack .^ other.comesBack) .| (one.comesBack .& other.comesBack .& effectsDiffer)
    }
  }

  private func anyPage(_ condition: (Int) -> D.Bit) -> D.Bit {
    (0..<one.count).reduce(false) { $0 .| condition($1) }
  }

  // MARK: Outputs

  private func wordsDiffer(_ page: Int) -> D.Bit {
    let (left, right) = (one.convention.encoding, other.convention.encoding)
    let (word, second) = (one.pages[page].word, other.pages[page].word)
    if left == right { return word .!= second }
    func differ(_ bit: UInt64, _ same: UInt64) -> D.Bit {
      word.has(D.Word(constant: bit)) .^ second.has(D.Word(constant: same))
    }
    // The frame as far as both fields reach.
    let reach = D.Word(
      constant: (left.pfn >> UInt64(left.pfnShift)) & (right.pfn >> UInt64(right.pfnShift)))
    var differs =
      differ(left.valid, right.valid) .| differ(left.write, right.write)
      .| (left.isError(word) .^ right.isError(second))
      .| (left.frame(word) & reach .!= right.frame(second) & reach)
    if left.devicePrivate != 0 && right.devicePrivate != 0 {
      differs = differs .| differ(left.devicePrivate, right.devicePrivate)
    }
    if let shift = left.orderShift, let otherShift = right.orderShift {
      let order = (word & D.Word(constant: left.order))
        .shiftedRight(D.Word(constant: UInt64(shift)))
      let otherOrder = (second & D.Word(constant: right.order))
        .shiftedRight(D.Word(constant: UInt64(otherShift)))
      differs = differs .| (order .!= otherOrder)
    }
    let sticky = D.Word(constant: left.sticky & right.sticky)
    return differs .| ((word & sticky) .!= (second & sticky))
  }

  // MARK: Answers

  private var answersDiffer: D.Bit {
    (one.meaning .!= other.meaning) .| (one.succeeds .& (one.reported .!= other.reported))
  }

  // MARK: Effects

  private var effectsDiffer: D.Bit {
    let faulted = D.Byte(constant: PageEffect.faulted)
    let pages = anyPage {
      (one.pages[$0].effects & faulted) .!= (other.pages[$0].effects & faulted)
    }
    let (left, right) = (one.ghost, other.ghost)
    let counts =
      (left.faults .!= right.faults) .| (left.waits .!= right.waits) .| (left.maps .!= right.maps)
    return zip(one.marks, other.marks).reduce(pages .| counts) { $0 .| ($1.0 .^ $1.1) }
  }
}

extension World {
  /// The call ends, and follows no pointer into nowhere on its way.
  fileprivate var comesBack: D.Bit {
    .!ghost.endless .& .!ghost.isLost
  }

  fileprivate var succeeds: D.Bit { comesBack .& (result .== 0) }

  /// The answer as a number that means the same for all revisions: that of ``Errno``, with
  /// "start over" as EBUSY and "the lock is dropped" as EAGAIN.
  ///
  /// Where one code stands for both, the lock itself tells which is meant.
  fileprivate var meaning: D.Half {
    func number(_ code: Errno) -> D.Half { D.Half(constant: UInt64(code.rawValue)) }
    let busy = result .== number(convention.busy)
    var meaning = D.Half.select(busy, number(.EBUSY), result)
    if let code = convention.lockDropped {
      let dropped = (result .== number(code)) .& (.!busy .| .!ghost.mmapLock)
      meaning = D.Half.select(dropped, number(.EAGAIN), meaning)
    }
    return meaning
  }

  /// The pages that a success speaks of.
  fileprivate var reported: D.Word {
    convention.returnsCount ? resultPages : D.Word(constant: UInt64(count))
  }

  /// Locks at the end of the call, and what went wrong with locks and reads (C19, C26, C27).
  fileprivate var marks: [D.Bit] {
    [
      ghost.mmapLock, ghost.pageTableLock, ghost.hugetlbLock, ghost.sleptWithLock,
      ghost.unbalanced, ghost.unlockedAccess, ghost.uninitialised,
    ]
  }
}
