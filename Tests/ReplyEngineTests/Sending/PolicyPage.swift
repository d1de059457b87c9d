import Telephony

/// The page of the design on what the numbers behind +CMS ERROR mean, as it stands there: code, class, action. P
/// permanent, T temporary, A ambiguous, H hold the line, C configuration, S evidence that it was sent.
///
/// Sources: 3GPP TS 24.011 Annex E-2 (1-127), 23.040 §9.2.3.22 (128-255), 27.005 §3.2.5 (300 and above).
enum PolicyPage {
    struct Row: Sendable {
        var codes: ClosedRange<Int>
        var classes: String
        var action: String

        /// The times that the action names, in order.
        var times: [Duration] {
            let words = action.split { $0 == " " || $0 == "," }.map(String.init)
            return words.indices.compactMap { index in
                guard index > 0, let number = Int(words[index - 1]) else { return nil }
                return [
                    "s": .seconds(number), "m": .seconds(number * 60), "h": .seconds(number * 3_600),
                    "d": .seconds(number * 86_400),
                ][words[index]]
            }
        }
    }

    static let rows: [Row] = text.split(separator: "\n").flatMap { line -> [Row] in
        let fields = line.split(separator: "|").map { $0.trimming(" ") }
        return fields[0].split(separator: ",").map { range in
            let ends = range.split(separator: "-").compactMap { Int($0) }
            return Row(codes: ends[0]...ends[ends.count - 1], classes: fields[1], action: fields[2])
        }
    }

    static func row(of code: Int) -> Row? { rows.first { $0.codes.contains(code) } }

    private static let text = """
        1 | P | fail; mark number bad 30 d
        8 | H | hold 6 h
        10 | H | hold 6 h
        17 | T | 30 s, 2 m, 5 m
        21 | P | after 1 retry at 5 m
        22 | T | 1 m, 5 m, 15 m
        27 | T | 2 m, 10 m
        28 | H | hold
        29 | H | hold 1 h
        30 | P | fail
        38 | A | unconfirmed; hold queue 10 m
        41 | T | 5 s, 30 s, 2 m
        42 | T | 1 m, 5 m, 15 m
        47 | T | 1 m, 5 m, 15 m
        50 | H | hold
        69 | CH | try CGSMS fallback once
        81,95-99,111 | C | fail
        127 | P | once 10 m
        128-143 | C | fail
        144,145,159 | P | retry once as GSM-7
        160,161,175 | C | fail
        176 | C | fail
        192 | T | 1 m, 5 m, 15 m
        193 | H | alarm
        194 | T | 2 m, 10 m
        195 | P | fail
        196 | P | fail
        197 | S | if we retried with TP-RD
        198,199 | C | resend without VP
        208-212 | T | sweep inbox first, 10 s
        213 | T | any
        255 | A | unconfirmed
        300 | T | any
        301,302 | T | 30 s, 30 s, 30 s
        303,304,305 | C | fail
        310,311,312,313,315 | H | hold
        314 | T | 2 s, 5 s, 10 s
        316,317,318 | H | hold
        320,321,322 | T | sweep inbox first, 10 s
        330 | H | hold
        331 | T | no attempt counted
        332 | A | unconfirmed
        340 | I | ignore
        500 | AT | by phase
        """
}

extension Substring {
    fileprivate func trimming(_ character: Character) -> String {
        String(drop { $0 == character }.reversed().drop { $0 == character }.reversed())
    }
}
