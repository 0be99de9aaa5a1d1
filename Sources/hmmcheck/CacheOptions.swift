// SPDX-License-Identifier: GPL-2.0-or-later

import ArgumentParser
import KernelWalk

/// What is done about archives that were read before.
struct CacheOptions: ParsableArguments {
  @Flag(
    name: .customLong("no-cache"),
    help: ArgumentHelp(
      """
      Reads an archive of a kernel anew, and keeps nothing of it for the next time (in \
      $XDG_CACHE_HOME/hmmcheck or ~/.cache/hmmcheck).
      """))
  var isOff = false

  var cache: ArchiveCache? { isOff ? nil : .standard }
}
