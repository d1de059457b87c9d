import Hummingbird
import ReplyEngine
import Storage

extension InboxAPI {
    /// `GET settings`, `GET settings/KEY`, and `PUT settings` with an object of keys and values, all or none; null takes
    /// a setting back to its default.
    func addSettings(to routes: RouterGroup<APIContext>) {
        routes.get("settings") { _, _ in
            let stored = try await desk.with { try $0.reader.settings() }
            return try JSONReply.object(SettingReport.all(stored: stored))
        }
        routes.get("settings/:key") { _, context in
            let key = try SettingKey(named: try context.parameters.require("key"))
            let stored = try await desk.with { try $0.reader.settings() }
            return try JSONReply.object(try SettingReport(readable: key, stored: stored))
        }
        routes.put("settings") { request, _ in
            let members = try await JSONMembers(request, known: nil)
            var typed = [(key: SettingKey, text: String)]()
            for (name, value) in members.all {
                let key = try SettingKey(named: name)
                guard let text = value.typed else {
                    throw SettingError.invalidValue(
                        key, value: "an object", takes: SettingDefinition.of(key).kind.takes)
                }
                typed.append((key, value == .null ? SettingDefinition.of(key).standard ?? "" : text))
            }
            return try JSONReply.object(try await change(typed))
        }
    }

    private func change(_ typed: [(key: SettingKey, text: String)]) async throws -> [SettingReport] {
        let now = await box.now()
        let simCountry = await simCountry()
        let (stored, pin) = try await desk.with { store in
            var stored = try store.reader.settings()
            let country = typed.first { $0.key == .businessCountry }?.text.uppercased()
            let checks = SettingChecks.box(homeCountry: country ?? Settings(stored).country ?? simCountry)
            var changes = [String: String?]()
            var pin: String??
            for (key, text) in typed {
                let canonical = try SettingDefinition.of(key).canonical(text, checks: checks)
                if key == .modemPIN {
                    pin = .some(canonical)
                } else {
                    changes[key.rawValue] = .some(canonical)
                }
            }
            if !changes.isEmpty { try store.changeSettings(changes, at: now) }
            for (key, value) in changes { stored[key] = value }
            return (stored, pin)
        }
        if let pin { try await box.storePIN(pin) }
        return typed.map { SettingReport($0.key, stored: stored) }
    }
}
