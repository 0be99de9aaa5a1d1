// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

extension World {
  /// Stores a word into the array.
  @inlinable @inline(__always)
  public mutating func store(_ page: Int, _ word: D.Word) {
    pages[page].word = word
    // What is stored before the first walk counts with it.
    let walk = D.Half.select(ghost.walks .== 0, 1, ghost.walks)
    pages[page].storedIn =
      ghost.isOutside.constant == false ? walk : storedOutside(page, word, after: walk)
    note(.store(page: page, word: word.constant ?? 0))
  }

  /// What a store is noted down as: by no walk where none runs. A call that begins anew by itself may
  /// put a request back, and the word is none that was stored.
  @inlinable
  func storedOutside(_ page: Int, _ word: D.Word, after walk: D.Half) -> D.Half {
    let isRequest = D.Bit(constant: takesLock) .& (word .== pages[page].input)
    let outside = D.Half.select(isRequest, 0, walk | D.Half(constant: Page<D>.outside))
    return D.Half.select(ghost.isOutside, outside, walk)
  }

  /// The walk that ran is over.
  @inlinable
  public mutating func endWalk() { ghost.isOutside = true }

  /// The bits of an input word that ask for something, as the call's mask lets them through.
  @inlinable @inline(__always)
  var countingBits: D.Word {
    // Where one request holds for all pages, none stands in the array.
    if !convention.requestsPerPage { return 0 }
    return pfnFlagsMask & D.Word(constant: convention.encoding.valid | convention.encoding.write)
  }

  /// A walk begins, or begins again, at page `from`: what the contract says of that moment is
  /// looked at here, once, since the array does not stay as it is.
  @inlinable
  public mutating func beginWalk(from: D.Word) {
    branch(ghost.walks .!= 0, &self) { world in
      let counting = world.countingBits
      for page in 0..<world.count {
        let here = world.pages[page]
        let below = D.Word(constant: UInt64(page)) .< from
        let lost = ((here.word ^ here.input) & counting) .!= 0
        world.ghost.lostRequest = world.ghost.lostRequest .| (.!below .& lost)
        // What was stored before the sequence was read is no output any more.
        let unset = (here.storedIn .== 0) .| world.ghost.isFresh
        world.ghost.skippedEntry = world.ghost.skippedEntry .| (below .& unset)
      }
      world.ghost.stalled =
        world.ghost.stalled .| ((world.ghost.cursor .== from) .& .!world.ghost.progressed)
    }
    if takesLock { noteOverdue() }
    ghost.isFresh = false
    ghost.isOutside = false
    ghost.walks = ghost.walks &+ 1
    ghost.cursor = from
    ghost.progressed = false
    ghost.disturbed = false
    note(.walk(from: Int(from.constant ?? 0)))
  }
}
