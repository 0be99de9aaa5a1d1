// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

extension World {
  /// migration_entry_wait: sleeps until the page is where it goes.
  @inlinable
  public mutating func waitForMigration(_ page: Int) {
    beginWait()
    let waits = view(page).kind .== .migration
    branch(waits, &self) { world in
      let outcome = world.resolution(page, D.Byte(.migration), write: false, reuse: false)
      world.remember(page)
      let frame = world.frame(outcome, 0)
      world.pages[page].pte = Entry(kind: outcome.kind, pfn: frame)
    }
    note(.wait(page: page, to: known(view(page).kind)))
  }

  /// pmd_migration_entry_wait, for the PMD of a page of the range.
  @inlinable
  public mutating func waitForHugeMigration(_ page: Int) {
    beginWait()
    let waits = view(page).kind .== .hugeMigration
    branch(waits, &self) { world in
      let pmd = world.layout.pmd(of: page)
      let outcome = world.resolution(page, D.Byte(.hugeMigration), write: false, reuse: false)
      world.remember(world.layout.pages(ofPMD: pmd))
      let frame = world.frame(outcome, 0)
      world.pmds[pmd] = Entry(kind: outcome.kind, pfn: frame)
    }
    note(.wait(page: page, to: known(view(page).kind)))
  }

  @inlinable
  mutating func beginWait() {
    maySleep()
    ghost.waits = ghost.waits &+ 1
    ghost.progressed = true
  }
}
