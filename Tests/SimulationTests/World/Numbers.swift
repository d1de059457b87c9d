/// Who rings: numbers of each sort, most of them from the ranges that are kept for fiction.
enum Numbers {
    enum Sort: CaseIterable, Sendable {
        case mobile
        /// Kept for films: a kind that the tables do not know.
        case unlisted
        case landline
        case premium
        case sharedCost
        case freephone
        case foreign
        case satellite
        case short
        case withheld
    }

    /// Nil: withheld.
    static func draw(_ sort: Sort, _ chance: inout SeededGenerator) -> String? {
        func digits(_ count: Int) -> String {
            (0..<count).map { _ in "\(Int.random(in: 0...9, using: &chance))" }.joined()
        }
        switch sort {
        case .mobile:
            return "+44" + chance.pick(["7400", "7525", "7711", "7802", "7911", "7980"]) + digits(6)
        case .unlisted: return "+447700900" + digits(3)
        case .landline: return "+442079460" + digits(3)
        case .premium: return "+449098790" + digits(3)
        case .sharedCost: return "+44843" + digits(7)
        case .freephone: return "+448081570" + digits(3)
        case .foreign: return "+336" + digits(8)
        case .satellite: return "+8821" + digits(7)
        case .short: return "6" + digits(4)
        case .withheld: return nil
        }
    }

    /// Whether an automatic text may ever go there: British mobile numbers, without those for paging and personal ones.
    static func isTextable(_ number: String) -> Bool {
        number.hasPrefix("+447") && number.count == 13 && !number.hasPrefix("+4470")
            && !number.hasPrefix("+4476")
    }
}
