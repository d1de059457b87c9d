import ATGrammar
import Telephony

/// A question that takes one command or several, one after the other.
struct Inquiry: Hashable, Sendable {
    enum Timing {
        /// The network is asked.
        static let network = Duration.seconds(30)
        static let typed = Duration.seconds(30)
        static let reset = Duration.seconds(10)
        static let modem = Duration.seconds(5)
    }

    enum Step: Hashable, Sendable {
        case divertBefore(DivertReason)
        case divertOrder(ATCommand)
        case divertAfter(DivertReason)
        case serviceCentre
        case typed(ATCommand)
        case reset(ATCommand)
    }

    /// What follows from the answer to a command.
    enum Outcome: Hashable, Sendable {
        case next
        case over(LineAnswer)
        /// The modem has taken its reset.
        case restarts
    }

    let id: LineQuestion.ID
    let deadline: MonotonicInstant
    private let profile: String
    private var steps: [Step]
    /// How it is to be once the network has taken the order; nil if there is none.
    private let wanted: Bool?
    private var before: [CallDivert] = []
    private var after: [CallDivert] = []

    /// - Throws: why the question is not even asked.
    init(
        _ id: LineQuestion.ID, _ question: LineQuestion, _ profile: ModemProfile, at now: MonotonicInstant
    ) throws(LineTrouble) {
        self.id = id
        self.profile = profile.name
        deadline = now.advanced(by: LineQuestion.longestWait - .seconds(5))
        steps = try Self.steps(of: question, profile)
        switch question {
        case .setDivert: wanted = true
        case .clearDivert: wanted = false
        case .service, .endService, .diverts, .reset, .command, .details: wanted = nil
        }
    }

    /// Whether the modem may be on its way to a restart.
    var isReset: Bool {
        if case .reset = steps.first { true } else { false }
    }

    private static func steps(
        of question: LineQuestion, _ profile: ModemProfile
    ) throws(LineTrouble) -> [Step] {
        switch question {
        case .service, .endService: throw .notKnown
        case .diverts: return DivertReason.all.members.map { .divertAfter($0) }
        case .setDivert(let reason, let digits, let time):
            return change(reason, try registration(reason, digits, time))
        case .clearDivert(let reason):
            return change(reason, .set(.callForwarding, .integer(reason.rawValue), .integer(4)))
        case .reset:
            guard !profile.softReset.isEmpty else { throw .notKnown }
            return profile.softReset.map { .reset($0) }
        case .command(let line):
            do throws(TypedCommand.Refusal) {
                return [.typed(.typed(try TypedCommand(line)))]
            } catch {
                throw .unsuitable("\(error)")
            }
        case .details: return [.serviceCentre]
        }
    }

    private static func change(_ reason: DivertReason, _ order: ATCommand) -> [Step] {
        reason.members.map { .divertBefore($0) } + [.divertOrder(order)]
            + reason.members.map { .divertAfter($0) }
    }

    /// Mode 3 registers and switches on; class 1 is voice, so that texts and data stay where they are.
    private static func registration(
        _ reason: DivertReason, _ digits: String, _ time: DivertTime?
    ) throws(LineTrouble) -> ATCommand {
        guard let number = DialDigits(digits) else { throw .unsuitable("\(digits) cannot be dialled.") }
        var parameters: [ATCommand.Parameter] = [
            .integer(reason.rawValue), .integer(3), .digits(number), .integer(number.typeOfAddress),
            .integer(1),
        ]
        if reason.takesTime, let time { parameters += [.omitted, .omitted, .integer(time.seconds)] }
        return .set(.callForwarding, parameters)
    }

    // MARK: Commands

    /// The command of the step that is to be done now.
    var exchange: Exchange? {
        guard let step = steps.first else { return nil }
        let (command, deadline) = Self.command(step)
        var exchange = Exchange(
            command: command, purpose: .inquiry(id), urgency: .inquiry, deadline: deadline)
        if case .serviceCentre = step { exchange.needsInformation = true }
        if case .typed = step { exchange.isFreeText = true }
        return exchange
    }

    private static func command(_ step: Step) -> (ATCommand, Duration) {
        switch step {
        case .divertBefore(let reason), .divertAfter(let reason):
            (.set(.callForwarding, .integer(reason.rawValue), .integer(2)), Timing.network)
        case .divertOrder(let order): (order, Timing.network)
        case .serviceCentre: (.read(.serviceCentre), Timing.modem)
        case .typed(let command): (command, Timing.typed)
        case .reset(let command): (command, Timing.reset)
        }
    }

    // MARK: Answers

    mutating func answered(_ answer: CommandAnswer) -> Outcome {
        guard !steps.isEmpty else { return .over(.trouble(.interrupted)) }
        let step = steps.removeFirst()
        guard let result = answer.result else {
            // Some restart without a word.
            if case .reset = step { return .restarts }
            return .over(.trouble(.noAnswer))
        }
        switch step {
        case .divertBefore(let reason):
            before.append(Self.divert(reason, answer))
            return .next
        case .divertAfter(let reason):
            after.append(Self.divert(reason, answer))
            return steps.isEmpty ? .over(told(result)) : .next
        case .divertOrder:
            return result == .ok ? .next : .over(.trouble(.refused("\(result)")))
        case .serviceCentre:
            let centre = answer.lines.lazy.compactMap(ServiceCentre.init(line:)).first
            return .over(.details(ModemDetails(profile: profile, serviceCentre: centre?.number?.digits)))
        case .typed: return .over(.lines(answer.lines, result: "\(result)"))
        case .reset:
            if result == .ok { return .restarts }
            return steps.isEmpty ? .over(.trouble(.refused("\(result)"))) : .next
        }
    }

    /// What is diverted now. That the network has taken an order is believed when it tells so.
    private func told(_ last: FinalResultCode) -> LineAnswer {
        guard let wanted else {
            let isSilent = after.allSatisfy { $0.isActive == nil }
            return isSilent ? .trouble(.refused("\(last)")) : .diverts(after)
        }
        if after.contains(where: { $0.isActive == !wanted }) { return .trouble(.notTaken) }
        return .divertsChanged(before: before, after: after)
    }

    /// The line about voice; a network that tells of other services alone diverts no call.
    private static func divert(_ reason: DivertReason, _ answer: CommandAnswer) -> CallDivert {
        guard answer.isOK else { return CallDivert(reason: reason, isActive: nil) }
        let lines = answer.lines.compactMap(ForwardingResponse.init(line:))
        guard let line = lines.first(where: \.isForVoice) else {
            return CallDivert(reason: reason, isActive: false)
        }
        let number = line.number.map { NetworkNumber(digits: $0.digits, typeOfAddress: $0.typeOfAddress) }
        return CallDivert(
            reason: reason, isActive: line.isActive, number: line.isActive ? number : nil,
            seconds: line.isActive && reason == .noReply ? line.time : nil)
    }
}
