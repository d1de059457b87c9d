import SMSCodec

/// What must hold of parts that strangers send, in any order, once or twice, true or not.
enum ReassemblyProperties {
    static func check(_ delivers: [Deliver]) throws(BrokenProperty) {
        guard let first = delivers.first else { return }
        let total = first.concatenation?.total ?? 1
        var reassembly = Reassembly(total: total)
        var accepted: [Deliver] = []
        for deliver in delivers where reassembly.add(deliver) == .added {
            accepted.append(deliver)
            try require(reassembly.add(deliver) == .duplicate, "a part is no duplicate of itself")
        }
        try require(
            reassembly.missing.count == total - accepted.count,
            "\(accepted.count) parts of \(total), and \(reassembly.missing.count) are missing")
        try require(reassembly.isWhole == reassembly.missing.isEmpty, "whole, with parts missing")
        try checkBackwards(reassembly, accepted)
        try checkHostileTotals(delivers)
    }

    private static func checkBackwards(
        _ forwards: Reassembly, _ parts: [Deliver]
    ) throws(BrokenProperty) {
        var backwards = Reassembly(total: forwards.total)
        for part in parts.reversed() {
            try require(backwards.add(part) == .added, "a part is refused in another order")
        }
        try require(backwards.text == forwards.text, "the order of arrival changes the text")
        try require(backwards.octets == forwards.octets, "the order of arrival changes the data")
        let count = parts.reduce(0) { $0 + $1.octets.count }
        try require(forwards.octets.count == count, "\(forwards.octets.count) octets of \(count)")
    }

    /// Totals as a database could hold them after an accident. One for each input: a text of which 254 parts are
    /// missing takes its time.
    private static func checkHostileTotals(_ delivers: [Deliver]) throws(BrokenProperty) {
        let totals = [0, 2, 3, .min, 256, .max]
        let octetCount = delivers.reduce(0) { $0 + $1.octets.count }
        let total = totals[octetCount % totals.count]
        var reassembly = Reassembly(total: total)
        for deliver in delivers {
            _ = reassembly.add(deliver)
            _ = reassembly.add(deliver.userData, in: deliver.dataCodingScheme, sequence: total, total: total)
        }
        try require((1...255).contains(reassembly.total), "\(reassembly.total) parts of \(total)")
        if octetCount.isMultiple(of: 16) || total < 4 { _ = reassembly.text }
    }
}
