import ModemSimulator
import Telephony

/// What happens in the demonstration: invented customers ring, are texted, and answer. The numbers are of the range that
/// is kept for fiction (Ofcom: 07700 900000 to 900999).
struct Story: Equatable, Sendable {
    struct Customer: Equatable, Sendable {
        var name: String
        var number: String
        var answer: String
    }

    /// Whose names are in the contacts, so that their texts begin with them.
    let known: [Customer]
    let steps: [ScriptStep]

    /// - Parameter seed: the same number gives the same story.
    init(seed: UInt64) {
        var chance = SplitMix64(seed: seed)
        let cast = Self.cast.shuffled(using: &chance)
        known = Array(cast.prefix(cast.count / 2))
        var steps: [ScriptStep] = []
        var time = 4.0
        for customer in cast {
            let rings = Int.random(in: 2...5, using: &chance)
            let call = SimulatedCall(
                number: customer.number, rings: rings, interval: .seconds(Self.ringInterval))
            steps.append(ScriptStep(at: .seconds(time), .call(call)))
            let over = time + Double(rings - 1) * Self.ringInterval + 1
            let answered = over + Double.random(in: 12...18, using: &chance)
            let text = SimulatorAction.text(from: customer.number, words: customer.answer)
            steps.append(ScriptStep(at: .seconds(answered), text))
            time = answered + Double.random(in: 3...8, using: &chance)
        }
        let withheld = SimulatedCall(number: nil, rings: 2, interval: .seconds(Self.ringInterval))
        steps.append(ScriptStep(at: .seconds(time), .call(withheld)))
        self.steps = steps
    }

    private static let ringInterval = 5.0

    private static let cast = [
        Customer(
            name: "Grace Okafor", number: "+447700900311", answer: "Boiler keeps losing pressure. BS6 5QT"),
        Customer(
            name: "Tom Reilly", number: "+447700900562", answer: "Tap in the kitchen won't stop dripping"),
        Customer(
            name: "Anna Kowalska", number: "+447700900147", answer: "Can you fit a new shower next week?"),
        Customer(name: "Mr Bennett", number: "+447700900833", answer: "STOP"),
        Customer(
            name: "Priya Shah", number: "+447700900290",
            answer: "Water coming through the ceiling, please ring!"),
        Customer(
            name: "Lena Fischer", number: "+447700900418", answer: "No hot water since this morning, flat 4"),
    ]
}
