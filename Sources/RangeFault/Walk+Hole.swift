// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

extension Walk {
  /// Pages `from` ..< `to` of one VMA, or of a gap, without a page table.
  ///
  /// Follows hmm_vma_walk_hole, mm/hmm.c, v5.8.
  @inlinable
  mutating func hole(_ from: D.Word, _ to: Int, gap: Bool) {
    let need = rangeNeed(from, to, CPUFlags())
    let first = to &- 1
    if gap && has(.holeWithoutVMA) {
      branch(need.fault, &self) { walk in
        walk.last = from
        if !walk.has(.errorSetsNothing) {
          loop(from: from, to: to, &walk, while: { walk, page in walk.number(page) .== from }) {
            $0.reportError($1)
          }
        }
        walk.stop(.EFAULT)
      } else: { walk in
        let isError = walk.has(.gapIsError)
        walk.fill(from, to) { isError ? $0.reportError($1) : $0.reportNone($1) }
        walk.reached(from)
      }
      return
    }
    branch(need.fault, &self) { walk in
      if gap {
        walk.faultWithoutVMA(from, to, need)
      } else {
        walk.fault(from, walk.number(to), need, CPUFlags(), first)
      }
    } else: { walk in
      walk.fill(from, to) { walk, page in
        if gap && walk.has(.gapIsError) { walk.reportError(page) } else { walk.reportNone(page) }
      }
      walk.reached(from)
    }
  }

  /// A fault on pages without a VMA: the null pointer reaches the fault handler.
  @inlinable
  mutating func faultWithoutVMA(_ from: D.Word, _ to: Int, _ need: Need<D>) {
    last = from
    status = D.Half(constant: Self.restart)
    pending.active = true
    pending.from = from
    pending.to = number(to)
    pending.write = need.write
    pending.cpuValid = false
    pending.cpuWrite = false
  }

  /// Decides, for a piece of the range in one VMA, whether the walk goes into it.
  ///
  /// Follows hmm_vma_walk_test, mm/hmm.c, v5.8. Stops the walk where the VMA cannot give what is
  /// asked; the pages of a VMA that is passed over have their outputs.
  /// - Returns: whether the piece is to be walked.
  @inlinable
  mutating func test(_ from: D.Word, _ piece: Layout.Piece) -> D.Bit {
    var refused = VMA.Flags.io.union(.pfnmap)
    if !has(.mixedmapAllowed) { refused.insert(.mixedmap) }
    let flags = world.vmaFlags[piece.vma]
    let device = flags.has(D.Byte(constant: UInt64(refused.rawValue)))
    let unreadable = .!flags.has(D.Byte(constant: UInt64(VMA.Flags.read.rawValue)))
    branch(device .| unreadable, &self) { walk in
      let need = walk.rangeNeed(from, piece.end, CPUFlags())
      let fails = need.fault .| (device .& D.Bit(constant: !walk.has(.ioVMAAsksNeed)))
      branch(fails, &walk) { walk in
        walk.last = from
        walk.stop(.EFAULT)
      } else: { walk in
        let none = unreadable .& .!device .& D.Bit(constant: !walk.has(.unreadableIsError))
        walk.fill(from, piece.end) { walk, page in
          branch(none, &walk) {
            $0.reportNone(page)
          } else: {
            $0.reportError(page)
          }
        }
        walk.reached(walk.number(piece.end))
      }
    }
    return .!device .& .!unreadable
  }
}
