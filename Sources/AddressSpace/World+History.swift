// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

// What the pages were earlier in the call: an output may describe any of it.

extension World {
  /// How many earlier views of a page are kept.
  @inlinable public static var momentsPerPage: Int { 40 }

  /// Keeps the page's view for the history, before it changes.
  ///
  /// In the first place that is known to be free, if there is one: so that unknown branches, each of
  /// which may or may not remember something, need no common count, and what each place holds is
  /// what was put there.
  @inlinable
  mutating func remember(_ page: Int) {
    let view = self.view(page)
    var isFull: D.Bit = true
    for place in 0..<World.momentsPerPage where pages[page].happened[place].constant == false {
      remember(view, page, place)
      return
    }
    for place in 0..<World.momentsPerPage {
      let isHere = isFull .& .!pages[page].happened[place]
      isFull = isFull .& pages[page].happened[place]
      branch(isHere, &self) { $0.remember(view, page, place) }
    }
    ghost.historyLost = ghost.historyLost .| isFull
  }

  @inlinable @inline(__always)
  mutating func remember(_ view: View<D>, _ page: Int, _ place: Int) {
    history[page &* World.momentsPerPage &+ place] = view
    pages[page].happened[place] = true
  }

  /// The same, for each page of the range among `pages`.
  @inlinable
  public mutating func remember(_ pages: Range<Int>) {
    for page in pages.clamped(to: 0..<count) { remember(page) }
  }

  /// The part of ``merge(_:else:)`` for the history. A place that one side does not use keeps what
  /// the other put there.
  @inlinable
  mutating func mergeHistory(_ condition: D.Bit, else other: World<D>) {
    for page in 0..<count {
      for place in 0..<World.momentsPerPage {
        if other.pages[page].happened[place].constant == false { break }
        let index = page &* World.momentsPerPage &+ place
        if pages[page].happened[place].constant == false {
          history[index] = other.history[index]
        } else {
          history[index].merge(condition, else: other.history[index])
        }
      }
    }
  }
}

extension Page<Concrete> {
  /// How many earlier views of this page the history holds: in its first places.
  public var moments: Int { happened.indices.reduce(0) { $0 + (happened[$1] ? 1 : 0) } }
}
