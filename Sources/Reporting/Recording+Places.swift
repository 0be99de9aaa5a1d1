// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource
import KernelWalk
import Logic

extension Recording {
  /// Where the text of a kernel erred, stored words, faulted and waited, in its latest call.
  static func places(_ walk: KernelWalk<Concrete>) -> [String] {
    var places = walk.finding.map { ["\($0.location.short): \($0.text)"] } ?? []
    if let place = walk.warnSite { places.append("WARN at \(place.short)") }
    let pages = 0..<walk.world.count
    let deeds: [(String, (Int) -> Location?)] = [
      ("stored", walk.storeSite), ("faulted", walk.faultSite), ("waited for", walk.waitSite),
    ]
    for (deed, site) in deeds {
      for run in PageRun.runs(walk.world.count, { site($0)?.short == site($1)?.short }) {
        guard pages.contains(run.first), let place = site(run.first) else { continue }
        places.append("\(pageText(run.first, run.last)) \(deed) at \(place.short)")
      }
    }
    return places
  }
}

extension Location {
  /// `mm/hmm.c:120`.
  var short: String { "\(file):\(line)" }
}
