import Hummingbird
import ReplyEngine
import Storage
import Telephony

extension InboxAPI {
    /// `GET modems`: all of them. `GET modems/one`, `GET modems/info`, `POST modems/ussd` (`code`), `DELETE modems/ussd`,
    /// `POST modems/reset`, `POST modems/allow`, and `POST modems/command` (`line`, `yes`) are about one: `modem` names it where there are
    /// several. What asks the network may take a minute or two.
    func addModems(to routes: RouterGroup<APIContext>) {
        routes.get("modems") { _, _ in
            try JSONReply.object(await box.statuses().map { ModemReport($0) })
        }
        routes.get("modems/one") { request, _ in
            try JSONReply.object(ModemReport(try await modem(request)))
        }
        routes.get("modems/info") { request, _ in
            try JSONReply.object(try await modemInfo(try await modem(request)))
        }
        routes.post("modems/ussd") { request, _ in
            let members = try await JSONMembers(request, known: ["modem", "code"])
            let status = try await modem(members)
            let reply = try await box.lines.service(try members.requiredText("code"), at: status.target)
            return try JSONReply.object(USSDReply(modem: status.id, reply))
        }
        routes.delete("modems/ussd") { request, _ in
            let status = try await modem(try await JSONMembers(request, known: ["modem"]))
            try await box.lines.perform(.endService, at: status.target)
            return try JSONReply.object(ModemReport(status))
        }
        routes.post("modems/reset") { request, _ in
            let status = try await modem(try await JSONMembers(request, known: ["modem"]))
            try await box.lines.perform(.reset, at: status.target)
            return try JSONReply.object(ModemReport(status))
        }
        routes.post("modems/allow") { request, _ in
            try JSONReply.object(try await allow(try await JSONMembers(request, known: ["modem"])))
        }
        routes.post("modems/command") { request, _ in
            let members = try await JSONMembers(request, known: ["modem", "line", "yes"])
            guard try members.flag("yes") else { throw Problem.commandNotConfirmed }
            let status = try await modem(members)
            let answer = try await box.lines.command(try members.requiredText("line"), at: status.target)
            return try JSONReply.object(
                CommandReport(modem: status.id, lines: answer.lines, result: answer.result))
        }
        addDiverts(to: routes)
    }

    private func modem(_ request: Request) async throws -> LineStatus {
        try ModemChoice(statuses: await box.statuses()).modem(named: request.query("modem"))
    }

    private func modem(_ members: JSONMembers) async throws -> LineStatus {
        try ModemChoice(statuses: await box.statuses()).modem(named: try members.text("modem"))
    }

    /// A person's yes to a device that stands in no table of modems. It is kept with the settings.
    private func allow(_ members: JSONMembers) async throws -> ModemReport {
        let choice = ModemChoice(statuses: await box.statuses())
        let (status, device) = try choice.stranger(named: try members.text("modem"))
        let now = await box.now()
        try await desk.with { store in
            let allowed = Settings(try store.reader.settings()).allowedModems + [device]
            try store.changeSettings([SettingKey.modemAllow.rawValue: SettingKind.text(of: allowed)], at: now)
        }
        await box.permissionsChanged()
        return ModemReport(status)
    }

    /// A modem that cannot be asked is told of as far as it is known.
    private func modemInfo(_ status: LineStatus) async throws -> ModemInfo {
        let details = try? await box.lines.details(at: status.target)
        return ModemInfo(ModemReport(status), details)
    }

    // MARK: Diverts

    /// `GET modems/divert`, `PUT modems/divert` (`reason`, `number`, `after`) and `DELETE modems/divert` (`reason`): where
    /// the network sends the calls of the SIM. The last two answer with what was and what is.
    private func addDiverts(to routes: RouterGroup<APIContext>) {
        routes.get("modems/divert") { request, _ in
            let status = try await modem(request)
            let diverts = try await box.lines.diverts(at: status.target)
            let home = try await homeCountry()
            return try JSONReply.object(diverts.map { DivertReport($0, homeCountry: home) })
        }
        routes.put("modems/divert") { request, _ in
            let members = try await JSONMembers(request, known: ["modem", "reason", "number", "after"])
            let reason = try members.divertReason()
            let number = try await divertNumber(try members.requiredText("number"))
            let time = try members.divertTime(for: reason)
            return try await changeDiverts(.setDivert(reason, to: number, after: time), members)
        }
        routes.delete("modems/divert") { request, _ in
            let members = try await JSONMembers(request, known: ["modem", "reason"])
            return try await changeDiverts(.clearDivert(try members.divertReason()), members)
        }
    }

    private func changeDiverts(_ question: LineQuestion, _ members: JSONMembers) async throws -> Response {
        let status = try await modem(members)
        let change = try await box.lines.changeDiverts(question, at: status.target)
        let home = try await homeCountry()
        return try JSONReply.object(
            DivertChangeReport(
                before: change.before.map { DivertReport($0, homeCountry: home) },
                after: change.after.map { DivertReport($0, homeCountry: home) }))
    }

    private func divertNumber(_ typed: String) async throws -> String {
        try DivertNumber(typed, homeCountry: try await homeCountry()).digits
    }
}

extension JSONMembers {
    fileprivate func divertReason() throws -> DivertReason {
        let name = try requiredText("reason")
        guard let reason = DivertReason(named: name) else { throw Problem.badDivertReason(name) }
        return reason
    }

    /// Nil where the reason has none.
    fileprivate func divertTime(for reason: DivertReason) throws -> DivertTime? {
        guard let seconds = try integer("after") else { return reason.takesTime ? .standard : nil }
        guard let time = DivertTime(seconds: seconds) else { throw Problem.badDivertTime("\(seconds)") }
        guard reason.takesTime else { throw Problem.divertWithoutTime(reason) }
        return time
    }
}
