// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

extension World {
  /// What happens while a fault waits without the mmap lock, in a call that goes on by itself: what it
  /// waited for; whoever watches the VMA (userfaultfd) brings the page.
  @inlinable
  public mutating func waitUnlocked(_ page: Int, write: D.Bit) {
    ghost.progressed = true
    branch(vmaAllows(page, .userfaultfd), &self) { world in
      world.resolve(
        page, world.view(page), write: write,
        D.Byte(constant: UInt64(FaultOutcome.resolve.rawValue)))
    }
  }
}
