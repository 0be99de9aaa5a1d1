// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

// What the pages were earlier in the call: an output may describe any of it.
//
// Each time that a page may be changed has a place of its own, whether or not it comes to that: in
// unknown branches no two views compete for a place, and what a place holds is what was put there.

extension World {
  /// How many earlier views of a page are kept.
  @inlinable public static var momentsPerPage: Int { Page<D>.Moments.count }

  /// Keeps the page's view for the history, before it changes.
  @inlinable
  mutating func remember(_ page: Int) {
    let view = self.view(page)
    let next = pages[page].moments
    if next < World.momentsPerPage {
      pages[page].moments = next &+ 1
      remember(view, page, next)
      return
    }
    var isFull: D.Bit = true
    for place in 0..<next {
      let happened = pages[page].happened[place]
      branch(isFull .& .!happened, &self) { $0.remember(view, page, place) }
      isFull = isFull .& happened
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

  /// The part of ``merge(_:else:)`` for the views. A place that one side has not in use is as the
  /// other left it.
  @inlinable
  mutating func mergeHistory(_ condition: D.Bit, else other: World<D>) {
    for page in 0..<count {
      let common = min(pages[page].moments, other.pages[page].moments)
      for place in 0..<other.pages[page].moments {
        let index = page &* World.momentsPerPage &+ place
        if place < common {
          history[index].merge(condition, else: other.history[index])
        } else {
          history[index] = other.history[index]
        }
      }
    }
  }
}

extension Page {
  /// The part of ``merge(_:else:)`` for the moments.
  @inlinable
  mutating func mergeMoments(_ condition: D.Bit, else other: Page<D>) {
    let used = max(moments, other.moments)
    for place in 0..<used {
      happened[place] = D.Bit.select(
        condition, place < moments ? happened[place] : false,
        place < other.moments ? other.happened[place] : false)
    }
    moments = used
  }
}
