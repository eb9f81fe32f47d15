// Made by `npm run client:generate` of the document at /openapi.json: not to be edited.
export interface paths {
    "/digests/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The page that confirms an address
         * @description A page with a button. Looking changes nothing: programs that check mails open every link.
         */
        get: operations["getDigestsConfirm"];
        put?: never;
        /**
         * Confirm an address
         * @description Needs no sign-in: the token says for whom. Its body does not matter. Again, it does no harm.
         */
        post: operations["postDigestsConfirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process is alive */
        get: operations["getHealthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Prometheus metrics
         * @description With METRICS_TOKEN set it is wanted as bearer; else only this machine may ask.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["getOpenapiJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Questions can be answered
         * @description Names each part, failing or not, and under `degraded` what is off by configuration.
         */
        get: operations["getReadyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/unsubscribe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The page that ends mails of one kind
         * @description A page with a button. Looking changes nothing: programs that check mails open every link.
         */
        get: operations["getUnsubscribe"];
        put?: never;
        /**
         * End mails of one kind, in one click
         * @description Needs no sign-in: the token says for whom. Its body does not matter. Again, it does no harm.
         */
        post: operations["postUnsubscribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Title and version */
        get: operations["getV1"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the admins were told, newest first
         * @description Needs the permission `audit:view`.
         */
        get: operations["getV1Alerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/answers/{id}/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How an answer came about
         * @description Only what is the caller’s own.
         */
        get: operations["getV1AnswersIdTrace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assistants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Assistants, newest first
         * @description What it is about decides who may.
         */
        get: operations["getV1Assistants"];
        put?: never;
        /**
         * Make an assistant from a file or a dataset
         * @description JSON with dataset_id, or a form with the file. Answers 201 when it is made. With `Prefer: respond-async`, or when it takes long, 202: follow `creation`.
         *
         *     Needs the permission `assistants:create`.
         */
        post: operations["postV1Assistants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assistants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An assistant
         * @description What it is about decides who may.
         */
        get: operations["getV1AssistantsId"];
        put?: never;
        post?: never;
        /**
         * Delete an assistant with everything it owned
         * @description Needs the permission `assistants:delete`.
         */
        delete: operations["deleteV1AssistantsId"];
        options?: never;
        head?: never;
        /**
         * Change an assistant
         * @description Send the `ETag` that you read as `If-Match` to refuse a change on top of somebody else’s.
         *
         *     Needs the permission `assistants:edit`.
         */
        patch: operations["patchV1AssistantsId"];
        trace?: never;
    };
    "/v1/assistants/{id}/chat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask an assistant
         * @description What it is about decides who may.
         */
        post: operations["postV1AssistantsIdChat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assistants/{id}/chat/pending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My questions that wait for their answer
         * @description Only what is the caller’s own.
         */
        get: operations["getV1AssistantsIdChatPending"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assistants/{id}/chat/pending/{question_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Stop a question
         * @description Ends the calls of models that are under way for it: what had come is paid for, nothing more. The conversation gets a short answer with stage `none` and fallback_reason `stopped`; whoever waits for the answer gets that one. Leaving the connection alone stops nothing. For who asked, and who manages conversations.
         *
         *     What it is about decides who may.
         */
        delete: operations["deleteV1AssistantsIdChatPendingQuestionId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assistants/{id}/creation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far the making has come
         * @description What it is about decides who may.
         */
        get: operations["getV1AssistantsIdCreation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assistants/{id}/instructions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the assistant is told to be
         * @description What it is about decides who may.
         */
        get: operations["getV1AssistantsIdInstructions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assistants/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My messages with an assistant, oldest first
         * @description Only what is the caller’s own.
         */
        get: operations["getV1AssistantsIdMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/assistants/{id}/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Three questions to begin with
         * @description Made of the file’s own labels, in the language of the request: every one of them can be answered.
         *
         *     What it is about decides who may.
         */
        get: operations["getV1AssistantsIdSuggestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who did what, newest first
         * @description An operator sees the tenant named with `X-Tenant`, and without it the deployment’s own acts.
         *
         *     Needs the permission `audit:view`.
         */
        get: operations["getV1Audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check that no act was changed, removed or added afterwards
         * @description Reads the whole trail. An operator sees the tenant named with `X-Tenant`, and without it the deployment’s own acts.
         *
         *     Needs the permission `audit:view`.
         */
        get: operations["getV1AuditVerify"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out
         * @description Ends the session: its access token and its refresh token are void at once.
         *
         *     Only what is the caller’s own.
         */
        post: operations["postV1AuthLogout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is signed in
         * @description Only what is the caller’s own.
         */
        get: operations["getV1AuthMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the own password
         * @description All sessions end; the answer is a new one.
         *
         *     Only what is the caller’s own.
         */
        put: operations["putV1AuthPassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The next pair of tokens
         * @description A refresh token works once. Used a second time it ends the whole session (`token_reuse`). Without a body the cookie counts, and the cookies are set anew.
         */
        post: operations["postV1AuthRefresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add somebody to the tenant, as POST /v1/users
         * @description Needs the permission `users:manage`.
         */
        post: operations["postV1AuthRegister"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a link to choose a new password
         * @description By mail, at most three an hour. The answer is the same whether the login is known or not, and takes as long.
         */
        post: operations["postV1AuthReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/reset/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Choose a new password with the token of a link
         * @description The token works once: of a reset within 30 minutes, of an invitation within 7 days, and not after a newer one was sent. All sessions end, and the owner is told by mail.
         */
        post: operations["postV1AuthResetConfirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The own sessions, newest first
         * @description Only what is the caller’s own.
         */
        get: operations["getV1AuthSessions"];
        put?: never;
        post?: never;
        /**
         * End all other sessions
         * @description With `all=true` the own one too. Their tokens are void at once.
         *
         *     Only what is the caller’s own.
         */
        delete: operations["deleteV1AuthSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one of the own sessions
         * @description Its tokens are void at once.
         *
         *     Only what is the caller’s own.
         */
        delete: operations["deleteV1AuthSessionsId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Become the first operator
         * @description With the one-time token of the link that the first start printed.
         */
        post: operations["postV1AuthSetup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in
         * @description Five attempts an account and address in 15 minutes, or twenty an account in an hour from addresses it never signed in at; then 429, and twice as long each time. A browser that signed in with `cookie` before counts by itself. The same answer for an unknown login and a wrong password.
         */
        post: operations["postV1AuthToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/chat/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask several models side by side
         * @description Figures are computed once; each model words them and has its own outcome. A provider is spoken for by its cheapest model that can be asked. Without a choice the assistant’s own model speaks, or the cheapest of all. Every model counts as a request of its own.
         *
         *     Needs the permission `assistants:use`.
         */
        post: operations["postV1ChatSend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Commands that I may give
         * @description What it is about decides who may.
         */
        get: operations["getV1Commands"];
        put?: never;
        /**
         * Give a command
         * @description With or without `/sextant` before it. What it needs a right for says so in its card.
         *
         *     What it is about decides who may.
         */
        post: operations["postV1Commands"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commands/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Press a button of a card
         * @description What it is about decides who may.
         */
        post: operations["postV1CommandsActions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commands/forms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a form
         * @description What it is about decides who may.
         */
        post: operations["postV1CommandsForms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My conversations, newest first
         * @description Only what is the caller’s own.
         */
        get: operations["getV1Conversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A conversation with its messages, oldest first
         * @description Only what is the caller’s own.
         */
        get: operations["getV1ConversationsId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dashboard/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My latest notifications, as a page shows them
         * @description Only what is the caller’s own.
         */
        get: operations["getV1DashboardNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dashboard/recent-projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Projects that are on, what was changed last first
         * @description What it is about decides who may.
         */
        get: operations["getV1DashboardRecentProjects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Datasets of the tenant, newest first
         * @description Needs the permission `datasets:query`.
         */
        get: operations["getV1Datasets"];
        put?: never;
        /**
         * Bring a data file
         * @description The file (xlsx, xls, ods, csv, JSON) becomes a dataset or a clear refusal; nothing half-made stays.
         *
         *     Needs the permission `datasets:upload`.
         */
        post: operations["postV1Datasets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A dataset with its preview
         * @description Needs the permission `datasets:query`.
         */
        get: operations["getV1DatasetsId"];
        put?: never;
        post?: never;
        /**
         * Delete a dataset that no assistant uses
         * @description Needs the permission `datasets:upload`.
         */
        delete: operations["deleteV1DatasetsId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Cells that cannot be true within their rounding
         * @description Needs the permission `datasets:query`.
         */
        get: operations["getV1DatasetsIdCheck"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{id}/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Compare row labels or segments
         * @description Needs the permission `datasets:query`.
         */
        post: operations["postV1DatasetsIdCompare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{id}/glossary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a term means, with a row of this file as example
         * @description Needs the permission `datasets:query`.
         */
        get: operations["getV1DatasetsIdGlossary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{id}/mapping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say which column is which
         * @description The kept file is read again with this mapping. Figures that contradict it are still reported.
         *
         *     Needs the permission `datasets:upload`.
         */
        put: operations["putV1DatasetsIdMapping"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{id}/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Execute a query plan
         * @description Needs the permission `datasets:query`.
         */
        post: operations["postV1DatasetsIdQuery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{id}/rank": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Best or worst rows, segments or cells
         * @description Needs the permission `datasets:query`.
         */
        get: operations["getV1DatasetsIdRank"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/datasets/{id}/rows/{row}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The row of the file that a figure came from
         * @description Needs the permission `datasets:query`.
         */
        get: operations["getV1DatasetsIdRowsRow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/digest-recipients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * People without an account who get digests, newest first
         * @description Those that you added; all of them for whoever manages schedules.
         *
         *     What it is about decides who may.
         */
        get: operations["getV1DigestRecipients"];
        put?: never;
        /**
         * Send digests to somebody without an account
         * @description They are asked by mail first, by a link that ends after 7 days; before they confirm they get nothing else.
         *
         *     What it is about decides who may.
         */
        post: operations["postV1DigestRecipients"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/digest-recipients/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A recipient of digests
         * @description What it is about decides who may.
         */
        get: operations["getV1DigestRecipientsId"];
        put?: never;
        post?: never;
        /**
         * Send a recipient nothing more
         * @description What it is about decides who may.
         */
        delete: operations["deleteV1DigestRecipientsId"];
        options?: never;
        head?: never;
        /**
         * Change what and when a recipient gets
         * @description What it is about decides who may.
         */
        patch: operations["patchV1DigestRecipientsId"];
        trace?: never;
    };
    "/v1/digest-recipients/{id}/ask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask a recipient once more to confirm
         * @description Once a day at most.
         *
         *     What it is about decides who may.
         */
        post: operations["postV1DigestRecipientsIdAsk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take the own last change back
         * @description Within ten minutes, and 409 with the reason when somebody changed the same since. What followed from the change by itself follows back. Answers with the event of taking it back.
         *
         *     What it is about decides who may.
         */
        post: operations["postV1EventsIdUndo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/health/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Names of what is configured
         * @description Needs the permission `tenants:manage`.
         */
        get: operations["getV1HealthConfig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/health/discord": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The connection to Discord
         * @description Of the process that is asked; `null` where it does not hear Discord.
         *
         *     Needs the permission `tenants:manage`.
         */
        get: operations["getV1HealthDiscord"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/health/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Breakers of the models
         * @description Those that met a failure since the process started, open ones first, at most 500.
         *
         *     Needs the permission `tenants:manage`.
         */
        get: operations["getV1HealthProviders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/health/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The machine and the process
         * @description Needs the permission `tenants:manage`.
         */
        get: operations["getV1HealthSystem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Long work, newest first
         * @description The own; with `jobs:view` all of the tenant. An operator sees all, or with `X-Tenant` those of one tenant.
         *
         *     Only what is the caller’s own.
         */
        get: operations["getV1Jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One piece of long work: how far it has come, and what came of it
         * @description Only what is the caller’s own.
         */
        get: operations["getV1JobsId"];
        put?: never;
        post?: never;
        /**
         * Cancel it
         * @description What has ended stays as it ended; 409 behind the step from which there is no way back.
         *
         *     Only what is the caller’s own.
         */
        delete: operations["deleteV1JobsId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The file that came of it
         * @description For whoever asked for it, and for those who may ask for the same; until `expires_at`.
         */
        get: operations["getV1JobsIdResult"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/llm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Models of the registry, by name
         * @description `usable` says whether a model would be asked now, `why_not` what it lacks.
         *
         *     Needs the permission `llm:manage`.
         */
        get: operations["getV1Llm"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/llm/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A model of the registry
         * @description Needs the permission `llm:manage`.
         */
        get: operations["getV1LlmName"];
        /**
         * Make a model of the registry, or replace it
         * @description Replaces the whole: a field that is not sent gets its default. An `api_url` gets the tenant’s own credential, never the deployment’s key, and setting one needs `credentials:manage` as well. Send the `ETag` that you read as `If-Match` to refuse a change on top of somebody else’s.
         *
         *     Needs the permission `llm:manage`.
         */
        put: operations["putV1LlmName"];
        post?: never;
        /**
         * Take a model out of the registry
         * @description Refused while an assistant names it: switch it off instead (`active`).
         *
         *     Needs the permission `llm:manage`.
         */
        delete: operations["deleteV1LlmName"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/llm/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Calls of models, their tokens and cost, by day or another group
         * @description Days are those of the tenant’s time zone, both inclusive: this month unless told otherwise.
         *
         *     Needs the permission `quotas:view`.
         */
        get: operations["getV1LlmUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/digest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * When and how you get digests
         * @description Only what is the caller’s own.
         */
        get: operations["getV1MeDigest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Set when and how you get digests
         * @description In your time zone, which stands in `/v1/me/preferences`.
         *
         *     Only what is the caller’s own.
         */
        patch: operations["patchV1MeDigest"];
        trace?: never;
    };
    "/v1/me/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Collect everything about oneself into a file
         * @description Only what is the caller’s own.
         */
        post: operations["postV1MeExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Link the account that a code was made with to the caller
         * @description The code comes from `/sextant link` on the chat platform. An account that is another person’s is 409 `conflict`, a code that does not count 404.
         *
         *     Only what is the caller’s own.
         */
        post: operations["postV1MeIdentities"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/link-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a code that links an account on a chat platform to the caller
         * @description Typed there: `/sextant link <code>`. It works once, within ten minutes, and ends the one before.
         *
         *     Only what is the caller’s own.
         */
        post: operations["postV1MeLinkCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How I want to be told
         * @description Only what is the caller’s own.
         */
        get: operations["getV1MePreferences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change how I want to be told
         * @description What is not named stays. In `types` and `projects`, false mutes and true brings back.
         *
         *     Only what is the caller’s own.
         */
        patch: operations["patchV1MePreferences"];
        trace?: never;
    };
    "/v1/messages/{id}/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Thumbs up or down on an answer
         * @description Only what is the caller’s own.
         */
        post: operations["postV1MessagesIdFeedback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My notifications, newest first
         * @description Without `state` those that are not archived.
         *
         *     Only what is the caller’s own.
         */
        get: operations["getV1Notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/{id}/mute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mute what a notification stands for
         * @description Its type, its project, or the type in the project. `PATCH /v1/me/preferences` brings it back.
         *
         *     Only what is the caller’s own.
         */
        post: operations["postV1NotificationsIdMute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/{id}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why I got a notification
         * @description Only what is the caller’s own.
         */
        get: operations["getV1NotificationsIdWhy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Archive notifications
         * @description Those that are named, or all. Others’ and unknown ones are left out.
         *
         *     Only what is the caller’s own.
         */
        post: operations["postV1NotificationsArchive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My notifications as they come
         * @description With `Accept: text/event-stream` each new one as the event `notification`, and the count of unread ones as `unread` whenever it changes. Ends after a quarter of an hour, and when the account ends: come again with a fresh token. Otherwise the latest unread ones.
         *
         *     Only what is the caller’s own.
         */
        get: operations["getV1NotificationsFeed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was sent to whom, newest first
         * @description Needs the permission `audit:view`.
         */
        get: operations["getV1NotificationsLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/log/{id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a message again
         * @description What failed, or may not have arrived, within three days, once: by the same way to the same place. 409 otherwise.
         *
         *     Needs the permission `notifications:broadcast`.
         */
        post: operations["postV1NotificationsLogIdRedeliver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/mark_read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark notifications as read
         * @description Those that are named, or all. Others’ and unknown ones are left out.
         *
         *     Only what is the caller’s own.
         */
        post: operations["postV1NotificationsMarkRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that people can be told
         * @description For everybody who acts in the tenant.
         */
        get: operations["getV1NotificationsTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every permission that a role can hold
         * @description All of them, domain by domain: the list has one page.
         *
         *     For everybody who acts in the tenant.
         */
        get: operations["getV1Permissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/phases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The phases that every project has, in their order
         * @description For everybody who acts in the tenant.
         */
        get: operations["getV1Phases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Projects, newest first
         * @description All of them with `projects:view`; else those in which the caller was given a permission.
         *
         *     What it is about decides who may.
         */
        get: operations["getV1Projects"];
        put?: never;
        /**
         * Make a project
         * @description With its six phases. Who makes it is a member, and answers for it unless `owner_id` says who does.
         *
         *     Needs the permission `projects:create`.
         */
        post: operations["postV1Projects"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A project
         * @description What it is about decides who may.
         */
        get: operations["getV1ProjectsId"];
        put?: never;
        post?: never;
        /**
         * Delete a project
         * @description With all in it. Its history stays. Needs `projects:delete`, in general or in this project.
         *
         *     What it is about decides who may.
         */
        delete: operations["deleteV1ProjectsId"];
        options?: never;
        head?: never;
        /**
         * Change a project
         * @description Needs `projects:edit`, to reject it or take that back `projects:approve`, to give it another owner `members:manage`; in general or in this project.
         *
         *     What it is about decides who may.
         */
        patch: operations["patchV1ProjectsId"];
        trace?: never;
    };
    "/v1/projects/{id}/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Channels that hear of a project
         * @description What it is about decides who may.
         */
        get: operations["getV1ProjectsIdChannels"];
        put?: never;
        /**
         * Let a channel hear of a project
         * @description Needs `projects:edit`, in general or in this project.
         *
         *     What it is about decides who may.
         */
        post: operations["postV1ProjectsIdChannels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{id}/channels/{binding_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Let a channel hear no more of a project
         * @description Needs `projects:edit`, in general or in this project.
         *
         *     What it is about decides who may.
         */
        delete: operations["deleteV1ProjectsIdChannelsBindingId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened in a project, newest first
         * @description Also of a project that was deleted since, for those who may see every project.
         *
         *     What it is about decides who may.
         */
        get: operations["getV1ProjectsIdHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Members of a project, whoever came first comes first
         * @description What it is about decides who may.
         */
        get: operations["getV1ProjectsIdMembers"];
        put?: never;
        /**
         * Add a member
         * @description Needs `members:manage`, or to be the owner of the project.
         *
         *     What it is about decides who may.
         */
        post: operations["postV1ProjectsIdMembers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{id}/members/{person_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take somebody out of a project
         * @description Their permissions there go with them, and what they had still to do is nobody's. Needs `members:manage`, or to be the owner of the project.
         *
         *     What it is about decides who may.
         */
        delete: operations["deleteV1ProjectsIdMembersPersonId"];
        options?: never;
        head?: never;
        /**
         * Say what a member does
         * @description Needs `members:manage`, or to be the owner of the project.
         *
         *     What it is about decides who may.
         */
        patch: operations["patchV1ProjectsIdMembersPersonId"];
        trace?: never;
    };
    "/v1/projects/{id}/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who may more in a project than their role says
         * @description What it is about decides who may.
         */
        get: operations["getV1ProjectsIdPermissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{id}/permissions/{person_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a member exactly these permissions in a project
         * @description Besides those of their role; nobody gives what they have not. Needs `members:manage`, or to be the owner of the project.
         *
         *     What it is about decides who may.
         */
        put: operations["putV1ProjectsIdPermissionsPersonId"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{id}/phases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The phases of a project, in their order
         * @description What it is about decides who may.
         */
        get: operations["getV1ProjectsIdPhases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{id}/phases/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A phase of a project
         * @description What it is about decides who may.
         */
        get: operations["getV1ProjectsIdPhasesCode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Complete, ignore, reopen or date a phase
         * @description A phase completes by itself when at least one step is done and every other one is done or cancelled. Needs `phases:complete`, `phases:ignore` or, for its dates, `projects:edit`; in general or in this project.
         *
         *     What it is about decides who may.
         */
        patch: operations["patchV1ProjectsIdPhasesCode"];
        trace?: never;
    };
    "/v1/projects/{id}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Steps of a project, in the order in which they were made
         * @description What it is about decides who may.
         */
        get: operations["getV1ProjectsIdSteps"];
        put?: never;
        /**
         * Add a step
         * @description Needs `steps:create`, in general or in this project.
         *
         *     What it is about decides who may.
         */
        post: operations["postV1ProjectsIdSteps"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{id}/steps/{step_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A step
         * @description What it is about decides who may.
         */
        get: operations["getV1ProjectsIdStepsStepId"];
        put?: never;
        post?: never;
        /**
         * Delete a step
         * @description Needs `steps:delete`, in general or in this project.
         *
         *     What it is about decides who may.
         */
        delete: operations["deleteV1ProjectsIdStepsStepId"];
        options?: never;
        head?: never;
        /**
         * Change a step
         * @description Its phase and its project follow in the same transaction. Needs `steps:edit`, in general or in this project.
         *
         *     What it is about decides who may.
         */
        patch: operations["patchV1ProjectsIdStepsStepId"];
        trace?: never;
    };
    "/v1/projects/{id}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tasks of a project, in the order in which they were made
         * @description What it is about decides who may.
         */
        get: operations["getV1ProjectsIdTasks"];
        put?: never;
        /**
         * Add a task
         * @description Needs `tasks:create`, to give it to others `tasks:assign`; in general or in this project.
         *
         *     What it is about decides who may.
         */
        post: operations["postV1ProjectsIdTasks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{id}/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A task
         * @description What it is about decides who may.
         */
        get: operations["getV1ProjectsIdTasksTaskId"];
        put?: never;
        post?: never;
        /**
         * Delete a task
         * @description Needs `tasks:delete`, in general or in this project.
         *
         *     What it is about decides who may.
         */
        delete: operations["deleteV1ProjectsIdTasksTaskId"];
        options?: never;
        head?: never;
        /**
         * Change a task
         * @description Tasks that would wait for each other for ever are 409 `dependency_cycle`. Needs `tasks:edit`, to give it to others `tasks:assign`; in general or in this project.
         *
         *     What it is about decides who may.
         */
        patch: operations["patchV1ProjectsIdTasksTaskId"];
        trace?: never;
    };
    "/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Roles, newest first
         * @description For everybody who acts in the tenant.
         */
        get: operations["getV1Roles"];
        put?: never;
        /**
         * Make a role
         * @description Needs the permission `roles:manage`.
         */
        post: operations["postV1Roles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/roles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A role
         * @description For everybody who acts in the tenant.
         */
        get: operations["getV1RolesId"];
        put?: never;
        post?: never;
        /**
         * Delete a role that nobody bears
         * @description While people bear it, or roles of a chat platform stand for it: 409.
         *
         *     Needs the permission `roles:manage`.
         */
        delete: operations["deleteV1RolesId"];
        options?: never;
        head?: never;
        /**
         * Change a role
         * @description Whoever bears it may do so from their next request on. Administrators keep `users:manage` and `roles:manage` (409).
         *
         *     Needs the permission `roles:manage`.
         */
        patch: operations["patchV1RolesId"];
        trace?: never;
    };
    "/v1/roles/{id}/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set what a role holds, in place of all that it held
         * @description Needs the permission `roles:manage`.
         */
        put: operations["putV1RolesIdPermissions"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Schedules
         * @description Needs the permission `schedules:manage`.
         */
        get: operations["getV1Schedules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schedules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A schedule
         * @description Needs the permission `schedules:manage`.
         */
        get: operations["getV1SchedulesId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Pause a schedule, or give it another hour
         * @description Times of the tenant’s zone. An hour that daylight saving skips comes at the next one there is; one that it repeats comes once. What came while it was paused is not made up for.
         *
         *     Needs the permission `schedules:manage`.
         */
        patch: operations["patchV1SchedulesId"];
        trace?: never;
    };
    "/v1/schedules/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a schedule would send to somebody now
         * @description Nothing is sent or kept, but that somebody looked.
         *
         *     Needs the permission `schedules:manage`.
         */
        post: operations["postV1SchedulesIdPreview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/schedules/{id}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run a schedule now
         * @description For everybody whom it is for, whatever their hour, also while it is paused.
         *
         *     Needs the permission `schedules:manage`.
         */
        post: operations["postV1SchedulesIdRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/service-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tokens of programs, newest first, without the tokens themselves
         * @description Needs the permission `users:manage`.
         */
        get: operations["getV1ServiceTokens"];
        put?: never;
        /**
         * Make a token for a program
         * @description Sent as `Authorization: Bearer sxt_…`, it may what its scopes say and nothing more; no scope that its maker lacks. It counts for nothing about accounts: sign-in, passwords, sessions, further tokens.
         *
         *     Needs the permission `users:manage`.
         */
        post: operations["postV1ServiceTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/service-tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a token
         * @description It is void at once. It stays in the list, with the time.
         *
         *     Needs the permission `users:manage`.
         */
        delete: operations["deleteV1ServiceTokensId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Services, newest first
         * @description For everybody who acts in the tenant.
         */
        get: operations["getV1Services"];
        put?: never;
        /**
         * Make a service
         * @description Needs the permission `services:manage`.
         */
        post: operations["postV1Services"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/services/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A service
         * @description For everybody who acts in the tenant.
         */
        get: operations["getV1ServicesId"];
        put?: never;
        post?: never;
        /**
         * Delete a service
         * @description While people belong to it 409, unless `move_to` says where they go. Limits that were set for it go with it.
         *
         *     Needs the permission `services:manage`.
         */
        delete: operations["deleteV1ServicesId"];
        options?: never;
        head?: never;
        /**
         * Rename a service
         * @description Needs the permission `services:manage`.
         */
        patch: operations["patchV1ServicesId"];
        trace?: never;
    };
    "/v1/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tenants, newest first
         * @description Needs the permission `tenants:manage`.
         */
        get: operations["getV1Tenants"];
        put?: never;
        /**
         * Make a tenant
         * @description Needs the permission `tenants:manage`.
         */
        post: operations["postV1Tenants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{client_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A tenant
         * @description Needs the permission `tenants:manage`.
         */
        get: operations["getV1TenantsClientId"];
        /**
         * Replace a tenant
         * @description All of it but its client id: what is left out is what it is for a new tenant.
         *
         *     Needs the permission `tenants:manage`.
         */
        put: operations["putV1TenantsClientId"];
        post?: never;
        /**
         * Remove a tenant with everything that it has
         * @description Suspends it, exports it (the file is kept 30 days, and its contact is told by mail), ends its installations, then removes all rows and files. Can be cancelled until the installations end.
         *
         *     Needs the permission `tenants:manage`.
         */
        delete: operations["deleteV1TenantsClientId"];
        options?: never;
        head?: never;
        /**
         * Change a tenant
         * @description Needs the permission `tenants:manage`.
         */
        patch: operations["patchV1TenantsClientId"];
        trace?: never;
    };
    "/v1/tenants/{client_id}/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The tenant’s own keys for models, of all profiles, newest first
         * @description Needs the permission `credentials:manage`.
         */
        get: operations["getV1TenantsClientIdCredentials"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{client_id}/credentials/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Store or replace a key, once the provider has accepted it
         * @description The provider is asked for its list of models before anything is stored: a key that it refuses is 422 `invalid_credential`, a provider that does not answer 503 `provider_unavailable`, an address that may not be asked 422 `url_not_allowed`. Chats and assistants stay as they are.
         *
         *     Needs the permission `credentials:manage`.
         */
        put: operations["putV1TenantsClientIdCredentialsProvider"];
        post?: never;
        /**
         * Forget a key
         * @description Needs the permission `credentials:manage`.
         */
        delete: operations["deleteV1TenantsClientIdCredentialsProvider"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{client_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Collect all rows and files of a tenant into a file
         * @description For operators, and admins of the tenant. A zip of JSON and files, kept 7 days; secrets are never in it.
         *
         *     Needs the permission `roles:manage`.
         */
        post: operations["postV1TenantsClientIdExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{client_id}/install-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Installation codes, newest first, without the codes themselves
         * @description Needs the permission `installs:manage`.
         */
        get: operations["getV1TenantsClientIdInstallCodes"];
        put?: never;
        /**
         * Make a code that connects one chat workspace to the tenant
         * @description Whoever runs the workspace types it there: `/sextant setup <code>`. It works once, within 24 hours; any case, with or without the hyphens.
         *
         *     Needs the permission `installs:manage`.
         */
        post: operations["postV1TenantsClientIdInstallCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{client_id}/installs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Connected chat workspaces, newest first
         * @description Needs the permission `installs:manage`.
         */
        get: operations["getV1TenantsClientIdInstalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{client_id}/installs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Disconnect a chat workspace
         * @description Its tokens are given back to the platform and deleted, what waits to be sent there is given up, and it needs a new code to be connected again. Conversations, data and settings stay.
         *
         *     Needs the permission `installs:manage`.
         */
        delete: operations["deleteV1TenantsClientIdInstallsId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{client_id}/installs/{id}/bindings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Channels with an assistant, newest first
         * @description Needs the permission `assistants:edit`.
         */
        get: operations["getV1TenantsClientIdInstallsIdBindings"];
        /**
         * Let an assistant answer in a channel, in place of another one
         * @description Everybody in the channel may ask it there, public or not.
         *
         *     Needs the permission `assistants:edit`.
         */
        put: operations["putV1TenantsClientIdInstallsIdBindings"];
        post?: never;
        /**
         * Take the assistant out of a channel
         * @description Needs the permission `assistants:edit`.
         */
        delete: operations["deleteV1TenantsClientIdInstallsIdBindings"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{client_id}/installs/{id}/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Channels where something is set, newest first
         * @description Needs the permission `installs:manage`.
         */
        get: operations["getV1TenantsClientIdInstallsIdChannels"];
        /**
         * Set when Sextant answers in a channel
         * @description Needs the permission `installs:manage`.
         */
        put: operations["putV1TenantsClientIdInstallsIdChannels"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{client_id}/installs/{id}/role-map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the platform’s roles stand for, by their ids
         * @description Needs the permission `installs:manage`.
         */
        get: operations["getV1TenantsClientIdInstallsIdRoleMap"];
        /**
         * Set what the platform’s roles stand for, in place of all that was set
         * @description Whoever is linked to no person and bears such a role acts with the rights of the tenant’s role; of several, with the one that holds most. Linked people keep their own role. Roles of a Discord server, or user groups of a Slack workspace whose installation has `usergroups:read`. Nobody maps a role that holds more than they do (403).
         *
         *     Needs the permission `installs:manage`.
         */
        put: operations["putV1TenantsClientIdInstallsIdRoleMap"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{client_id}/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Limits, newest first
         * @description Needs the permission `quotas:manage`.
         */
        get: operations["getV1TenantsClientIdLimits"];
        /**
         * Set or replace the limit of a subject
         * @description Needs the permission `quotas:manage`.
         */
        put: operations["putV1TenantsClientIdLimits"];
        post?: never;
        /**
         * Remove the limit of a subject
         * @description Needs the permission `quotas:manage`.
         */
        delete: operations["deleteV1TenantsClientIdLimits"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{client_id}/profiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The tenant’s credential profiles, oldest first
         * @description Needs the permission `credentials:manage`.
         */
        get: operations["getV1TenantsClientIdProfiles"];
        put?: never;
        /**
         * Make a credential profile, or switch to one
         * @description With `current: true` the profile becomes the one whose keys calls use; 200 when it existed already.
         *
         *     Needs the permission `credentials:manage`.
         */
        post: operations["postV1TenantsClientIdProfiles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{client_id}/profiles/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a credential profile that is empty and not the current one
         * @description Needs the permission `credentials:manage`.
         */
        delete: operations["deleteV1TenantsClientIdProfilesName"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{client_id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A report on a tenant, as JSON, a workbook or a PDF
         * @description By month, or by days of the tenant’s time zone, both inclusive: this month unless told otherwise. Files are in the language of Accept-Language. Figures of money take quotas:view.
         *
         *     Needs the permission `analytics:export`.
         */
        get: operations["getV1TenantsClientIdReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{client_id}/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How long is kept what was said and sent
         * @description Needs the permission `retention:manage`.
         */
        get: operations["getV1TenantsClientIdRetention"];
        /**
         * Set how long is kept what was said and sent
         * @description What is left out gets its usual term: assistant 365 days, flow 7 days, project 365 days, sends 365 days. What is over by then is deleted within the hour.
         *
         *     Needs the permission `retention:manage`.
         */
        put: operations["putV1TenantsClientIdRetention"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{client_id}/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a tenant uses Sextant
         * @description Days are those of the tenant’s time zone, both inclusive: this month unless told otherwise. Figures of money take quotas:view.
         *
         *     Needs the permission `analytics:view`.
         */
        get: operations["getV1TenantsClientIdStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{client_id}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the month has used, and what is left of it
         * @description For every member of the tenant; figures of money take quotas:view.
         *
         *     For everybody who acts in the tenant.
         */
        get: operations["getV1TenantsClientIdUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * People of the tenant, newest first
         * @description Needs the permission `users:manage`.
         */
        get: operations["getV1Users"];
        put?: never;
        /**
         * Add somebody to the tenant
         * @description Needs the permission `users:manage`.
         */
        post: operations["postV1Users"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Somebody of the tenant
         * @description Needs the permission `users:manage`.
         */
        get: operations["getV1UsersId"];
        put?: never;
        post?: never;
        /**
         * Switch somebody off
         * @description What they did stays; they get in no more. As PATCH with `active: false`.
         *
         *     Needs the permission `users:manage`.
         */
        delete: operations["deleteV1UsersId"];
        options?: never;
        head?: never;
        /**
         * Change somebody of the tenant
         * @description Another role, switching off and on end what they are signed in with. Nobody gives a role that holds more than their own, changes somebody who has more rights, or takes the tenant its last administrator (409).
         *
         *     Needs the permission `users:manage`.
         */
        patch: operations["patchV1UsersId"];
        trace?: never;
    };
    "/v1/users/{id}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forget a person, on all platforms
         * @description The own; for others with `users:manage`. There is no way back. What belongs to the team stays, without the name.
         *
         *     Only what is the caller’s own.
         */
        post: operations["postV1UsersIdErase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Collect everything about a person, on all platforms, into a file
         * @description The own; for others with `users:manage`. A zip of JSON and files, kept 7 days; the person gets a mail when it is there.
         *
         *     Only what is the caller’s own.
         */
        post: operations["postV1UsersIdExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A person’s accounts on chat platforms, newest first
         * @description The own ones; those of others with `users:manage`.
         *
         *     What it is about decides who may.
         */
        get: operations["getV1UsersIdIdentities"];
        put?: never;
        post?: never;
        /**
         * Unlink an account, or all of a person
         * @description The own ones; those of others with `users:manage`.
         *
         *     What it is about decides who may.
         */
        delete: operations["deleteV1UsersIdIdentities"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Sign somebody out everywhere
         * @description On all devices, at once. They may sign in again; switch them off to keep them out.
         *
         *     Needs the permission `users:manage`.
         */
        delete: operations["deleteV1UsersIdSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make or change up to 500 people by their addresses
         * @description Each on their own, in their order: one that fails keeps nobody else out, and says why. Instead of JSON a CSV file, as the form's `file` or as the body: its first line names columns of `email, full_name, user_name, role, service_id, locale, active` (`email` must be there; a file of `GET /v1/users?format=csv` fits), an empty cell changes nothing, `active` is true or false. What is no such list is refused whole, each fault with its row (`/rows/3/email`; the header is row 1).
         *
         *     Needs the permission `users:manage`.
         */
        post: operations["postV1UsersBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Alert: {
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string;
            data: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            priority: "low" | "normal" | "high" | "critical";
            title: string;
            /** @example quota.80 */
            type: string;
        };
        AuditChain: {
            /** @description Acts that are what was written */
            checked: number;
            first_broken: {
                /**
                 * Format: uuid
                 * @description null = it is not there
                 */
                event_id: string | null;
                /** @enum {string} */
                reason: "changed" | "removed" | "unlinked" | "head_changed";
                seq: number | null;
            } | null;
            /** @description The last one; kept elsewhere it shows whether all of the trail was rewritten */
            head: {
                /** @description SHA-256, in hex */
                hash: string;
                seq: number;
            } | null;
            ok: boolean;
        };
        AuditEvent: {
            /** @example assistant.edited */
            action: string;
            actor: {
                id: string | null;
                /** @example person */
                kind: string;
                /** @description Today’s; null for who has none here */
                name: string | null;
            };
            /**
             * @description By field; `hidden` where only the fact is kept
             * @example {
             *       "name": {
             *         "before": "TGI 2025",
             *         "after": "TGI 2026"
             *       }
             *     }
             */
            changes: {
                [key: string]: {
                    after?: unknown;
                    before?: unknown;
                } | {
                    /** @enum {boolean} */
                    hidden: true;
                };
            };
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string;
            /**
             * @example {
             *       "fields": [
             *         "name"
             *       ]
             *     }
             */
            details: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            id: string;
            /** @description Of sign-ins */
            ip: string | null;
            /** @enum {string} */
            outcome: "allowed" | "denied" | "failed";
            /**
             * @description What it took
             * @example assistants:edit
             */
            permission: string | null;
            request_id: string | null;
            /**
             * @description Where it came from; null = not known
             * @enum {string|null}
             */
            surface: "rest" | "slack" | "discord" | "web" | "cli" | "job" | null;
            target: {
                id: string | null;
                kind: string;
                label: string | null;
            } | null;
        };
        Credential: {
            base_url: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            checked_at: string;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string;
            /** @description Calls use it */
            current: boolean;
            /** @description The provider refuses it */
            failing: boolean;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            failing_since: string | null;
            /** @example …abcd */
            last_four: string;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            last_used_at: string | null;
            profile: string;
            /** @enum {string} */
            provider: "openai" | "anthropic" | "deepseek" | "ollama" | "compatible";
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            updated_at: string;
        };
        CredentialProfile: {
            /**
             * Format: date-time
             * @description null for the default one before anybody needed it
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string | null;
            /** @description Calls use its keys */
            current: boolean;
            name: string;
            /** @description Providers that it has a key for */
            providers: ("openai" | "anthropic" | "deepseek" | "ollama" | "compatible")[];
        };
        DashboardNotification: {
            icon: string;
            /** Format: uuid */
            id: string;
            message: string;
            read: boolean;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            time: string;
            /**
             * @description How it is to be shown, by its type and priority
             * @enum {string}
             */
            type: "success" | "info" | "warning" | "error";
        };
        DigestRecipient: {
            /**
             * Format: uuid
             * @description What this member may not see any more, the recipient does not get
             */
            added_by: string;
            address: string;
            /**
             * @description As clocks on the wall show it
             * @example 08:00
             */
            at: string | null;
            /**
             * Format: date-time
             * @description null = asked and not answered: nothing is sent
             * @example 2026-11-21T10:30:00.000Z
             */
            confirmed_at: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string;
            /** @enum {string} */
            frequency: "off" | "daily" | "weekly" | "both";
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            locale: "fr" | "en";
            project_ids: string[];
            time_zone: string;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            updated_at: string;
            /**
             * @description 1 = Monday
             * @example 1
             */
            weekday: number | null;
        };
        Identity: {
            /**
             * @description As the platform knows it
             * @example U0123ABCD
             */
            account: string;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            platform: "web" | "slack" | "discord";
            /** @description Slack workspace or Discord guild */
            workspace_id: string;
        };
        Install: {
            /** @description False once Sextant was uninstalled there */
            active: boolean;
            /** @description Answers of the last 30 days that surely did not arrive */
            answers_failed: number;
            /** @description Answers of the last 30 days that may or may not have arrived: the platform did not say, and Sextant may not look. They are not sent again */
            answers_unknown: number;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            bound_at: string | null;
            /** @description As the platform knows them */
            bound_by: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string;
            enterprise_id: string | null;
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            installed_at: string;
            /** @description As the platform knows them */
            installed_by: string | null;
            /** @description One installation for all workspaces of an organisation */
            is_enterprise: boolean;
            name: string;
            /** @enum {string} */
            platform: "slack" | "discord";
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            revoked_at: string | null;
            /** @example uninstalled */
            revoked_reason: string | null;
            scopes: string[];
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            updated_at: string;
            /**
             * @description As the platform knows it
             * @example T0123ABCD
             */
            workspace_id: string;
        };
        InstallChannel: {
            /** Format: uuid */
            assistant_id: string | null;
            channel: string;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string;
            /**
             * @description `mention`: answers when mentioned. `thread`: also goes on in its threads. `off`: takes no part in the channel
             * @enum {string}
             */
            follow_up: "mention" | "thread" | "off";
            /** Format: uuid */
            id: string;
            name: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            updated_at: string;
        };
        InstallCode: {
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string;
            /** @example person:018f… */
            created_by: string;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description What it bound
             */
            install_id: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            used_at: string | null;
        };
        Job: {
            cancellable: boolean;
            /**
             * @description Whose tenant it is about
             * @example acme
             */
            client_id: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string;
            error: {
                code: string;
                detail: string;
            } | null;
            /**
             * Format: date-time
             * @description When the result goes
             * @example 2026-11-21T10:30:00.000Z
             */
            expires_at: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            finished_at: string | null;
            /** Format: uuid */
            id: string;
            /**
             * @description What is done
             * @example person.export
             */
            kind: string;
            /** @example 0.5 */
            progress: number;
            /** @description Id of who asked for it */
            requested_by: string;
            /** @example 20480 */
            result_bytes: number | null;
            /** @example export.zip */
            result_name: string | null;
            /** @example /v1/jobs/01a00000-0000-7000-8000-0000000000aa/result */
            result_url: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            started_at: string | null;
            /** @enum {string} */
            state: "queued" | "running" | "done" | "failed" | "cancelled";
            /**
             * @description What is being done
             * @example collect
             */
            step: string | null;
        };
        LinkCode: {
            /**
             * @description Shown this once
             * @example 7K2MQ-9XD4T
             */
            code: string;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            expires_at: string;
        };
        NewInstallCode: {
            /**
             * @description Shown this once
             * @example 7K2M-Q9XD-4TRB
             */
            code: string;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string;
            /** @example person:018f… */
            created_by: string;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /**
             * Format: uuid
             * @description What it bound
             */
            install_id: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            used_at: string | null;
        };
        NewServiceToken: {
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string;
            /** @example person:018f… */
            created_by: string;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description To the minute
             * @example 2026-11-21T10:30:00.000Z
             */
            last_used_at: string | null;
            name: string;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            revoked_at: string | null;
            /**
             * @example [
             *       "assistants:use"
             *     ]
             */
            scopes: string[];
            /**
             * @description Shown this once
             * @example sxt_…
             */
            token: string;
        };
        Notification: {
            actor: {
                id: string | null;
                kind: string;
                label: string | null;
            } | null;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            archived_at: string | null;
            /** @enum {string} */
            category: "projects" | "phases" | "steps" | "tasks" | "members" | "documents" | "assistants" | "system" | "account";
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string;
            data: {
                [key: string]: unknown;
            };
            /**
             * @description Stands for the priority
             * @example 🔹
             */
            icon: string;
            /** Format: uuid */
            id: string;
            /** @description What happened, in the caller’s language */
            message: string;
            phase: {
                code: string;
                name: string;
            } | null;
            /** @enum {string} */
            priority: "low" | "normal" | "high" | "critical";
            project: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            read: boolean;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            read_at: string | null;
            /**
             * @description Why the caller got it; see `/why`
             * @example responsible
             */
            rule: string;
            /** @enum {string} */
            state: "unread" | "read" | "archived";
            step: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            task: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            /** @example Étape attribuée */
            title: string;
            /**
             * @example step.assigned
             * @enum {string}
             */
            type: "project.created" | "project.updated" | "project.status_changed" | "project.priority_changed" | "project.off" | "project.on" | "project.late" | "project.progress_25_50_75_100" | "project.completed" | "project.rejected" | "project.deleted" | "phase.started" | "phase.completed" | "phase.reopened" | "phase.ignored" | "phase.due_soon" | "phase.late" | "step.assigned" | "step.status_changed" | "step.due_soon" | "step.late" | "step.completed" | "task.assigned" | "task.status_changed" | "task.due_soon" | "task.late" | "task.unblocked" | "member.added" | "member.removed" | "permission.changed" | "role.changed" | "document.generated" | "document.uploaded" | "document.validation_requested" | "document.validated" | "document.rejected" | "document.commented" | "document.comment_replied" | "document.new_version" | "assistant.created" | "assistant.failed" | "dataset.check_failed" | "plan.generated" | "flow.unfinished" | "export.ready" | "quota.80" | "quota.100" | "llm.fallback_active" | "auth.suspicious" | "server.errors" | "service.down" | "delivery.failed" | "install.added" | "credential.failing" | "model.shutdown" | "install.removed" | "sign_in.failing" | "schedule.failed" | "identity.linked" | "password.changed" | "session.reused" | "privacy.exported" | "password.reset" | "invitation" | "privacy.erased" | "tenant.leaving" | "tenant.welcome";
        };
        NotificationFeed: {
            items: components["schemas"]["Notification"][];
            unread_count: number;
        };
        NotificationReason: {
            /** @description What `POST …/mute` takes */
            mute: ("type" | "project" | "type_in_project")[];
            /** @example responsible */
            rule: string;
            /** @description The rule, in the caller’s language */
            text: string;
            /**
             * @example step.assigned
             * @enum {string}
             */
            type: "project.created" | "project.updated" | "project.status_changed" | "project.priority_changed" | "project.off" | "project.on" | "project.late" | "project.progress_25_50_75_100" | "project.completed" | "project.rejected" | "project.deleted" | "phase.started" | "phase.completed" | "phase.reopened" | "phase.ignored" | "phase.due_soon" | "phase.late" | "step.assigned" | "step.status_changed" | "step.due_soon" | "step.late" | "step.completed" | "task.assigned" | "task.status_changed" | "task.due_soon" | "task.late" | "task.unblocked" | "member.added" | "member.removed" | "permission.changed" | "role.changed" | "document.generated" | "document.uploaded" | "document.validation_requested" | "document.validated" | "document.rejected" | "document.commented" | "document.comment_replied" | "document.new_version" | "assistant.created" | "assistant.failed" | "dataset.check_failed" | "plan.generated" | "flow.unfinished" | "export.ready" | "quota.80" | "quota.100" | "llm.fallback_active" | "auth.suspicious" | "server.errors" | "service.down" | "delivery.failed" | "install.added" | "credential.failing" | "model.shutdown" | "install.removed" | "sign_in.failing" | "schedule.failed" | "identity.linked" | "password.changed" | "session.reused" | "privacy.exported" | "password.reset" | "invitation" | "privacy.erased" | "tenant.leaving" | "tenant.welcome";
        };
        NotificationSend: {
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string;
            /** Format: uuid */
            id: string;
            /**
             * @description A code
             * @example discord_50007
             */
            reason: string | null;
            /**
             * Format: uuid
             * @description The message that it repeats
             */
            redelivers: string | null;
            /**
             * @description null = on its way
             * @enum {string|null}
             */
            result: "sent" | "unknown" | "failed" | "skipped" | null;
            /** @enum {string} */
            route: "slack" | "discord" | "mail" | "digest" | "none";
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            settled_at: string | null;
            /** @description The platform’s id of a user or channel, or an address */
            target: string | null;
            /** @description null = a channel */
            to: {
                /** Format: uuid */
                id: string;
                name: string | null;
            } | null;
            /**
             * @example [
             *       "step.assigned"
             *     ]
             */
            types: string[];
            workspace: string | null;
        };
        NotificationType: {
            /** @enum {string} */
            audience: "general" | "personal" | "both";
            can_be_muted: boolean;
            /** @enum {string} */
            category: "projects" | "phases" | "steps" | "tasks" | "members" | "documents" | "assistants" | "system" | "account";
            /**
             * @example step.assigned
             * @enum {string}
             */
            code: "project.created" | "project.updated" | "project.status_changed" | "project.priority_changed" | "project.off" | "project.on" | "project.late" | "project.progress_25_50_75_100" | "project.completed" | "project.rejected" | "project.deleted" | "phase.started" | "phase.completed" | "phase.reopened" | "phase.ignored" | "phase.due_soon" | "phase.late" | "step.assigned" | "step.status_changed" | "step.due_soon" | "step.late" | "step.completed" | "task.assigned" | "task.status_changed" | "task.due_soon" | "task.late" | "task.unblocked" | "member.added" | "member.removed" | "permission.changed" | "role.changed" | "document.generated" | "document.uploaded" | "document.validation_requested" | "document.validated" | "document.rejected" | "document.commented" | "document.comment_replied" | "document.new_version" | "assistant.created" | "assistant.failed" | "dataset.check_failed" | "plan.generated" | "flow.unfinished" | "export.ready" | "quota.80" | "quota.100" | "llm.fallback_active" | "auth.suspicious" | "server.errors" | "service.down" | "delivery.failed" | "install.added" | "credential.failing" | "model.shutdown" | "install.removed" | "sign_in.failing" | "schedule.failed" | "identity.linked" | "password.changed" | "session.reused" | "privacy.exported" | "password.reset" | "invitation" | "privacy.erased" | "tenant.leaving" | "tenant.welcome";
            /** @description false = told by a mail alone */
            in_inbox: boolean;
            label: string;
            /** @enum {string} */
            priority: "low" | "normal" | "high" | "critical";
            rule: string;
        };
        OwnDigest: {
            /** @description Of all projects that you may see, not only of those you take part in */
            all_projects: boolean;
            /**
             * @description null = the tenant’s hour
             * @example 08:00
             */
            at: string | null;
            /** @enum {string} */
            frequency: "off" | "daily" | "weekly" | "both";
            /**
             * @description `auto`: a direct message where there is an account, else mail
             * @enum {string}
             */
            route: "auto" | "chat" | "mail";
            /**
             * Format: date-time
             * @description null = never set
             * @example 2026-11-21T10:30:00.000Z
             */
            updated_at: string | null;
            /**
             * @description Of the weekly one; null = the tenant’s day
             * @example 1
             */
            weekday: number | null;
        };
        /**
         * @example {
         *       "code": "projects:create",
         *       "domain": "projects",
         *       "action": "create",
         *       "labels": {
         *         "fr": "Créer des projets",
         *         "en": "Create projects"
         *       }
         *     }
         */
        Permission: {
            action: string;
            /** @enum {string} */
            code: "projects:create" | "projects:view" | "projects:edit" | "projects:delete" | "projects:approve" | "studies:approve" | "phases:complete" | "phases:ignore" | "steps:create" | "steps:edit" | "steps:delete" | "tasks:create" | "tasks:edit" | "tasks:delete" | "tasks:assign" | "members:manage" | "documents:view" | "documents:create" | "documents:generate" | "documents:upload" | "documents:comment" | "documents:approve" | "documents:reject" | "documents:delete" | "assistants:use" | "assistants:create" | "assistants:edit" | "assistants:delete" | "datasets:upload" | "datasets:query" | "plans:create" | "plans:generate" | "plans:export" | "analytics:view" | "analytics:export" | "notifications:broadcast" | "users:manage" | "roles:manage" | "services:manage" | "quotas:view" | "quotas:manage" | "llm:manage" | "schedules:manage" | "audit:view" | "installs:manage" | "credentials:manage" | "conversations:view" | "conversations:delete" | "retention:manage" | "jobs:view";
            domain: string;
            labels: {
                en: string;
                fr: string;
            };
        };
        Preferences: {
            channels: {
                chat: boolean;
                mail: boolean;
            };
            effective_time_zone: string;
            /** @enum {string} */
            frequency: "immediate" | "daily" | "weekly";
            /**
             * @description Outside of them all but critical notifications wait; null = always
             * @example {
             *       "from": "08:00",
             *       "to": "19:00"
             *     }
             */
            hours: {
                from: string;
                to: string;
            } | null;
            /**
             * @description null = as the platform or the tenant says
             * @enum {string|null}
             */
            locale: "fr" | "en" | null;
            /**
             * @description What is muted, by id
             * @example {}
             */
            projects: {
                [key: string]: boolean;
            };
            /**
             * @description IANA name; null = the tenant’s
             * @example Europe/Paris
             */
            time_zone: string | null;
            /**
             * @description What is muted, by code
             * @example {
             *       "project.updated": false
             *     }
             */
            types: {
                [key: string]: boolean;
            };
            /** @description Muted types of single projects */
            types_in_projects: {
                /** Format: uuid */
                project_id: string;
                type: string;
            }[];
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            updated_at: string;
        };
        /**
         * @description RFC 9457. `code` is stable, `detail` is in the language of Accept-Language (fr, en).
         * @example {
         *       "type": "urn:sextant:error:not_found",
         *       "title": "Not Found",
         *       "status": 404,
         *       "detail": "Introuvable.",
         *       "instance": "urn:sextant:request:019aa5b0-7c1e-7000-8000-000000000000",
         *       "code": "not_found",
         *       "errors": [],
         *       "request_id": "019aa5b0-7c1e-7000-8000-000000000000",
         *       "timestamp": "2026-11-21T10:30:00.000Z",
         *       "path": "/v1/tenants/nobody"
         *     }
         */
        Problem: {
            /** @enum {string} */
            code: "file_missing" | "file_empty" | "file_too_large" | "file_type_unknown" | "file_type_mismatch" | "file_encrypted" | "file_archive_unsafe" | "file_xml_unsafe" | "file_unreadable" | "file_json_invalid" | "file_too_slow" | "file_too_many_columns" | "file_too_many_rows" | "file_no_data" | "file_no_known_column" | "file_no_figures" | "mapping_invalid" | "mapping_needed" | "question_empty" | "question_too_long" | "label_unknown" | "plan_invalid" | "assistant_inactive" | "assistant_not_ready" | "dataset_in_use" | "llm_in_use" | "tenant_suspended" | "storage_full" | "invalid_credential" | "provider_unavailable" | "platform_unreachable" | "platform_refused" | "signature_invalid" | "request_repeated" | "secret_unreadable" | "unauthenticated" | "forbidden" | "not_found" | "too_many_requests" | "sign_in_failed" | "token_reuse" | "link_invalid" | "invalid_request" | "invalid_value" | "url_not_allowed" | "invalid_json" | "unsupported_media_type" | "not_acceptable" | "method_not_allowed" | "body_too_large" | "conflict" | "dependency_cycle" | "precondition_failed" | "idempotency_mismatch" | "idempotency_running" | "disk_full" | "database_unavailable" | "data_dir_locked" | "data_dir_unusable" | "configuration_invalid" | "port_in_use" | "answer_timeout" | "backup_invalid" | "internal";
            detail: string;
            errors: {
                /** @enum {string} */
                in: "body" | "query" | "path" | "header";
                pointer: string;
                reason: string;
            }[];
            instance: string;
            missing?: string;
            path: string;
            request_id: string;
            status: number;
            step?: string;
            /** Format: date-time */
            timestamp: string;
            title: string;
            type: string;
        };
        Project: {
            active: boolean;
            /**
             * Format: date
             * @description The end that was planned when it began
             * @example 2026-11-21
             */
            baseline_end_on: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string;
            description: string;
            /**
             * Format: date
             * @example 2026-11-21
             */
            end_on: string | null;
            /** Format: uuid */
            id: string;
            /** @description Its end is before the day of the tenant, and it is not finished */
            late: boolean;
            name: string;
            /** Format: uuid */
            owner_id: string | null;
            /** @enum {string} */
            priority: "high" | "medium" | "intermediate" | "low";
            /** @description Percent, two decimals */
            progress: number;
            /** @description Working days from the baseline to the end; negative = earlier */
            slip_days: number | null;
            /**
             * Format: date
             * @example 2026-11-21
             */
            start_on: string | null;
            /** @enum {string} */
            status: "pending" | "in_progress" | "done" | "rejected";
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            updated_at: string;
        };
        ProjectChannel: {
            /** @description As the platform knows it */
            channel_id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            install_id: string;
            /** @enum {string} */
            platform: "slack" | "discord";
            /** @description As people call it */
            workspace: string;
        };
        ProjectEvent: {
            /** @example step.status_changed */
            action: string;
            /** @description As people knew them then */
            actor: string | null;
            actor_id: string;
            actor_kind: string;
            /**
             * Format: uuid
             * @description The event that it followed from by itself
             */
            caused_by: string | null;
            /** @description By field: what it held before, and since */
            changes: {
                [key: string]: [
                    unknown,
                    unknown
                ];
            };
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            project_id: string;
            /** @description An id; of a phase its code */
            subject_id: string;
            /** @enum {string} */
            subject_kind: "project" | "phase" | "step" | "task" | "member" | "permission" | "channel";
            /** @description What it was called then */
            subject_name: string;
            /** @enum {string} */
            surface: "slack" | "discord" | "api" | "web" | "job";
            /** Format: uuid */
            undoes: string | null;
            /** Format: uuid */
            undone_by: string | null;
        };
        ProjectMember: {
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string;
            full_name: string;
            /** @description Answers for the project */
            owner: boolean;
            /** Format: uuid */
            person_id: string;
            /** @description What they do in the project, in words */
            role: string | null;
            service: string | null;
            /** Format: uuid */
            service_id: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            updated_at: string;
        };
        ProjectPermissions: {
            permissions: ("view" | "edit" | "delete" | "approve")[];
            /** Format: uuid */
            person_id: string;
        };
        ProjectPhase: {
            /**
             * Format: date
             * @description The end that was planned when it began
             * @example 2026-11-21
             */
            baseline_end_on: string | null;
            /** @enum {string} */
            code: "needs" | "feasibility" | "design" | "development" | "launch" | "retirement";
            completed: boolean;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string;
            /**
             * Format: date
             * @example 2026-11-21
             */
            end_on: string | null;
            ignored: boolean;
            /** @description Its end is before the day of the tenant, and it is not finished */
            late: boolean;
            /** @description In the language of the request */
            name: string;
            position: number;
            /** @description Percent, two decimals */
            progress: number;
            /** @description Working days from the baseline to the end; negative = earlier */
            slip_days: number | null;
            /**
             * Format: date
             * @example 2026-11-21
             */
            start_on: string | null;
            /** @enum {string} */
            status: "pending" | "in_progress" | "done" | "ignored";
            /** @description Steps that are not cancelled */
            steps: number;
            steps_done: number;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            updated_at: string;
        };
        ProjectStep: {
            /**
             * Format: date
             * @description The end that was planned when it began
             * @example 2026-11-21
             */
            baseline_end_on: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string;
            description: string;
            /**
             * Format: date
             * @example 2026-11-21
             */
            end_on: string | null;
            /** Format: uuid */
            id: string;
            /** @description Its end is before the day of the tenant, and it is not finished */
            late: boolean;
            name: string;
            /** Format: uuid */
            owner_id: string | null;
            /** @enum {string} */
            phase: "needs" | "feasibility" | "design" | "development" | "launch" | "retirement";
            /** @enum {string} */
            priority: "low" | "normal" | "high" | "critical";
            /** @description Percent; 100 when done */
            progress: number;
            /** Format: uuid */
            project_id: string;
            /** @description Working days from the baseline to the end; negative = earlier */
            slip_days: number | null;
            /**
             * Format: date
             * @example 2026-11-21
             */
            start_on: string | null;
            /** @enum {string} */
            status: "pending" | "in_progress" | "done" | "cancelled";
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            updated_at: string;
        };
        ProjectTask: {
            assignee_ids: string[];
            /** @description Those of `depends_on` that are not finished yet */
            blocked_by: string[];
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string;
            depends_on: string[];
            description: string;
            /**
             * Format: date
             * @example 2026-11-21
             */
            due_on: string | null;
            /** Format: uuid */
            id: string;
            late: boolean;
            name: string;
            /** @enum {string} */
            priority: "low" | "normal" | "high" | "critical";
            /** Format: uuid */
            project_id: string;
            /** @enum {string} */
            status: "pending" | "in_progress" | "done" | "cancelled";
            /** Format: uuid */
            step_id: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            updated_at: string;
        };
        RecentProject: {
            icon: string;
            /** Format: uuid */
            id: string;
            name: string;
            progress: number;
            /**
             * @description `late` in place of what it would be
             * @enum {string}
             */
            status: "pending" | "in_progress" | "done" | "rejected" | "late";
            /** @enum {string} */
            type: "project";
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            updated_at: string;
            /** @description Of the resource, on this server */
            url: string;
        };
        Retention: {
            assistant: {
                /**
                 * @description Of 24 hours, from when it was said or sent; null = for ever
                 * @example 365
                 */
                days: number | null;
                /** @description Conversations marked as favourite stay */
                keep_favorites: boolean;
            };
            flow: {
                /**
                 * @description Of 24 hours, from when it was said or sent; null = for ever
                 * @example 365
                 */
                days: number | null;
                /** @description Conversations marked as favourite stay */
                keep_favorites: boolean;
            };
            project: {
                /**
                 * @description Of 24 hours, from when it was said or sent; null = for ever
                 * @example 365
                 */
                days: number | null;
                /** @description Conversations marked as favourite stay */
                keep_favorites: boolean;
            };
            /** @description What is known of what came in and was sent, mails too */
            sends: {
                /**
                 * @description Of 24 hours, from when it was said or sent; null = for ever
                 * @example 365
                 */
                days: number | null;
            };
            /**
             * Format: date-time
             * @description null = never set
             * @example 2026-11-21T10:30:00.000Z
             */
            updated_at: string | null;
        };
        Role: {
            code: string;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string;
            /** Format: uuid */
            id: string;
            /** @description Comes with the tenant and cannot be deleted */
            is_system: boolean;
            /** @description In the language that was asked for, where the role has no name of its own */
            name: string;
            /** @description What it holds, that of everybody included */
            permissions: ("projects:create" | "projects:view" | "projects:edit" | "projects:delete" | "projects:approve" | "studies:approve" | "phases:complete" | "phases:ignore" | "steps:create" | "steps:edit" | "steps:delete" | "tasks:create" | "tasks:edit" | "tasks:delete" | "tasks:assign" | "members:manage" | "documents:view" | "documents:create" | "documents:generate" | "documents:upload" | "documents:comment" | "documents:approve" | "documents:reject" | "documents:delete" | "assistants:use" | "assistants:create" | "assistants:edit" | "assistants:delete" | "datasets:upload" | "datasets:query" | "plans:create" | "plans:generate" | "plans:export" | "analytics:view" | "analytics:export" | "notifications:broadcast" | "users:manage" | "roles:manage" | "services:manage" | "quotas:view" | "quotas:manage" | "llm:manage" | "schedules:manage" | "audit:view" | "installs:manage" | "credentials:manage" | "conversations:view" | "conversations:delete" | "retention:manage" | "jobs:view")[];
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            updated_at: string;
        };
        RoleMap: {
            items: {
                name: string | null;
                /**
                 * @description As the platform knows it: a user group of Slack (`S…`), or a role of Discord, where the server’s own id is the role that everybody has
                 * @example 1180000000000000001
                 */
                platform_role_id: string;
                /**
                 * @description Code of the tenant’s role that it stands for
                 * @example marketing
                 */
                role: string;
            }[];
        };
        Schedule: {
            /**
             * @description Of whoever has no hour of their own
             * @example 08:00
             */
            at: string;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "digest.daily" | "digest.weekly" | "reminders" | "retention" | "quotas";
            last_run: {
                /**
                 * Format: date-time
                 * @example 2026-11-21T10:30:00.000Z
                 */
                at: string;
                /** @enum {string} */
                state: "running" | "done" | "failed" | "missed";
            } | null;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            next_at: string | null;
            /**
             * Format: uuid
             * @description Who set it last and is told of failures; null = admins
             */
            owner_id: string | null;
            pausable: boolean;
            paused: boolean;
            previewable: boolean;
            /** @description Of digests: send also those with nothing to say */
            send_empty: boolean;
            time_zone: string;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            updated_at: string;
            /**
             * @description null = every day
             * @example 1
             */
            weekday: number | null;
        };
        SchedulePreview: {
            /** @description What it says, for programs */
            content?: unknown;
            html: string | null;
            /** @description Why nothing would be sent: `skipped_empty`, `not_wanted`, … */
            reason: string | null;
            route: string | null;
            subject: string | null;
            text: string | null;
            would_send: boolean;
        };
        ScheduleRun: {
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            covers_from: string;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            covers_to: string;
            run: string;
            /** Format: uuid */
            schedule_id: string;
            /** @description Jobs that it was divided into */
            shares: number;
            /** @enum {string} */
            state: "running" | "done" | "failed" | "missed";
        };
        Service: {
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string;
            /** Format: uuid */
            id: string;
            name: string;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            updated_at: string;
        };
        ServiceToken: {
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string;
            /** @example person:018f… */
            created_by: string;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description To the minute
             * @example 2026-11-21T10:30:00.000Z
             */
            last_used_at: string | null;
            name: string;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            revoked_at: string | null;
            /**
             * @example [
             *       "assistants:use"
             *     ]
             */
            scopes: string[];
        };
        Session: {
            /**
             * Format: date-time
             * @description Without further use
             * @example 2026-11-21T10:30:00.000Z
             */
            expires_at: string;
            /** Format: uuid */
            id: string;
            is_current: boolean;
            /**
             * Format: date-time
             * @description When its tokens were last renewed
             * @example 2026-11-21T10:30:00.000Z
             */
            last_used_at: string;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            started_at: string;
            /** @example Mozilla/5.0 (X11; Linux x86_64) */
            user_agent: string | null;
        };
        Tenant: {
            active: boolean;
            client_id: string;
            contact_email: string | null;
            contact_name: string | null;
            contact_phone: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string;
            domain: string | null;
            free_models_after_budget: boolean;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            locale: "fr" | "en";
            monthly_budget_usd: number | null;
            monthly_quota: number | null;
            name: string;
            storage_limit_bytes: number;
            time_zone: string;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            updated_at: string;
        };
        TenantReport: {
            /** @description How many questions were answered by each of data, context, sql, keywords, model, none */
            answers: {
                [key: string]: number;
            };
            assistants: {
                /** @description Who asked something; accounts that are linked to nobody too */
                active_users: number;
                calls: number;
                /** @description Begun then */
                conversations: number;
                /** @description Billionths of a US dollar; null without quotas:view */
                cost_nano_usd: number | null;
                id: string;
                /** @description Questions and answers */
                messages: number;
                /** @description null = deleted since */
                name: string | null;
                questions: number;
                rated_down: number;
                rated_up: number;
                /** @description Questions that asked a model, as quotas count them */
                requests: number;
                tokens: number;
                /** @description Calls whose cost nobody knows; in no sum */
                unknown_cost_calls: number | null;
            }[];
            /** @description The month before, or as many days right before */
            before: {
                /** Format: date */
                from: string;
                /** Format: date */
                to: string;
                totals: {
                    /** @description Who asked something; accounts that are linked to nobody too */
                    active_users: number;
                    calls: number;
                    /** @description Begun then */
                    conversations: number;
                    /** @description Billionths of a US dollar; null without quotas:view */
                    cost_nano_usd: number | null;
                    /** @description Questions and answers */
                    messages: number;
                    questions: number;
                    rated_down: number;
                    rated_up: number;
                    /** @description Questions that asked a model, as quotas count them */
                    requests: number;
                    tokens: number;
                    /** @description Calls whose cost nobody knows; in no sum */
                    unknown_cost_calls: number | null;
                };
            };
            /** @description Every day, also those on which nothing happened */
            days: {
                /** @description Who asked something; accounts that are linked to nobody too */
                active_users: number;
                calls: number;
                /** @description Begun then */
                conversations: number;
                /** @description Billionths of a US dollar; null without quotas:view */
                cost_nano_usd: number | null;
                /** Format: date */
                day: string;
                /** @description Questions and answers */
                messages: number;
                questions: number;
                rated_down: number;
                rated_up: number;
                /** @description Questions that asked a model, as quotas count them */
                requests: number;
                tokens: number;
                /** @description Calls whose cost nobody knows; in no sum */
                unknown_cost_calls: number | null;
            }[];
            /** Format: date */
            from: string;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            made_at: string;
            members: {
                calls: number;
                /** @description Billionths of a US dollar; null without quotas:view */
                cost_nano_usd: number | null;
                /** @description null = of none */
                id: string | null;
                /** @description null = deleted since, or of none */
                name: string | null;
                /** @description Questions that asked a model, as quotas count them */
                requests: number;
                tokens: number;
                /** @description Calls whose cost nobody knows; in no sum */
                unknown_cost_calls: number | null;
            }[];
            models: {
                calls: number;
                /** @description Billionths of a US dollar; null without quotas:view */
                cost_nano_usd: number | null;
                llm: string;
                /** @description Questions that asked a model, as quotas count them */
                requests: number;
                tokens: number;
                /** @description Calls whose cost nobody knows; in no sum */
                unknown_cost_calls: number | null;
            }[];
            /** @description Questions by platform */
            platforms: {
                [key: string]: number;
            };
            quota: {
                /** @description null = no limit, or without quotas:view */
                monthly_budget_usd: number | null;
                /** @description null = no limit */
                monthly_requests: number | null;
                /** @description Whole months that the days touch */
                months: {
                    /** @description Billionths of a US dollar; null without quotas:view */
                    cost_nano_usd: number | null;
                    /** @example 2026-11 */
                    month: string;
                    requests: number;
                }[];
            };
            services: {
                calls: number;
                /** @description Billionths of a US dollar; null without quotas:view */
                cost_nano_usd: number | null;
                /** @description null = of none */
                id: string | null;
                /** @description null = deleted since, or of none */
                name: string | null;
                /** @description Questions that asked a model, as quotas count them */
                requests: number;
                tokens: number;
                /** @description Calls whose cost nobody knows; in no sum */
                unknown_cost_calls: number | null;
            }[];
            /** @description At this moment */
            stands: {
                assistants: number;
                datasets: number;
                storage_bytes: number;
                storage_limit_bytes: number;
                /** @description Who is not switched off */
                users: number;
            };
            tenant: {
                client_id: string;
                name: string;
            };
            time_zone: string;
            /** Format: date */
            to: string;
            totals: {
                /** @description Who asked something; accounts that are linked to nobody too */
                active_users: number;
                calls: number;
                /** @description Begun then */
                conversations: number;
                /** @description Billionths of a US dollar; null without quotas:view */
                cost_nano_usd: number | null;
                /** @description Questions and answers */
                messages: number;
                questions: number;
                rated_down: number;
                rated_up: number;
                /** @description Questions that asked a model, as quotas count them */
                requests: number;
                tokens: number;
                /** @description Calls whose cost nobody knows; in no sum */
                unknown_cost_calls: number | null;
            };
        };
        TenantStats: {
            /** @description How many questions were answered by each of data, context, sql, keywords, model, none */
            answers: {
                [key: string]: number;
            };
            assistants: {
                /** @description Who asked something; accounts that are linked to nobody too */
                active_users: number;
                calls: number;
                /** @description Begun then */
                conversations: number;
                /** @description Billionths of a US dollar; null without quotas:view */
                cost_nano_usd: number | null;
                id: string;
                /** @description Questions and answers */
                messages: number;
                /** @description null = deleted since */
                name: string | null;
                questions: number;
                rated_down: number;
                rated_up: number;
                /** @description Questions that asked a model, as quotas count them */
                requests: number;
                tokens: number;
                /** @description Calls whose cost nobody knows; in no sum */
                unknown_cost_calls: number | null;
            }[];
            /** @description Every day, also those on which nothing happened */
            days: {
                /** @description Who asked something; accounts that are linked to nobody too */
                active_users: number;
                calls: number;
                /** @description Begun then */
                conversations: number;
                /** @description Billionths of a US dollar; null without quotas:view */
                cost_nano_usd: number | null;
                /** Format: date */
                day: string;
                /** @description Questions and answers */
                messages: number;
                questions: number;
                rated_down: number;
                rated_up: number;
                /** @description Questions that asked a model, as quotas count them */
                requests: number;
                tokens: number;
                /** @description Calls whose cost nobody knows; in no sum */
                unknown_cost_calls: number | null;
            }[];
            /** Format: date */
            from: string;
            /** @description Questions by platform */
            platforms: {
                [key: string]: number;
            };
            quota: {
                /** @description null = no limit, or without quotas:view */
                monthly_budget_usd: number | null;
                /** @description null = no limit */
                monthly_requests: number | null;
                /** @description Whole months that the days touch */
                months: {
                    /** @description Billionths of a US dollar; null without quotas:view */
                    cost_nano_usd: number | null;
                    /** @example 2026-11 */
                    month: string;
                    requests: number;
                }[];
            };
            /** @description At this moment */
            stands: {
                assistants: number;
                datasets: number;
                storage_bytes: number;
                storage_limit_bytes: number;
                /** @description Who is not switched off */
                users: number;
            };
            time_zone: string;
            /** Format: date */
            to: string;
            totals: {
                /** @description Who asked something; accounts that are linked to nobody too */
                active_users: number;
                calls: number;
                /** @description Begun then */
                conversations: number;
                /** @description Billionths of a US dollar; null without quotas:view */
                cost_nano_usd: number | null;
                /** @description Questions and answers */
                messages: number;
                questions: number;
                rated_down: number;
                rated_up: number;
                /** @description Questions that asked a model, as quotas count them */
                requests: number;
                tokens: number;
                /** @description Calls whose cost nobody knows; in no sum */
                unknown_cost_calls: number | null;
            };
        };
        Tokens: {
            access_token: string;
            /**
             * @description Seconds
             * @example 1800
             */
            expires_in: number;
            refresh_token: string;
            /** @enum {string} */
            token_type: "Bearer";
        };
        Usage: {
            /** @description null = not for who asks, who lacks quotas:view */
            budget: {
                limit_usd: number | null;
                /** @description Billionths of a US dollar */
                remaining_nano_usd: number | null;
                /** @description Billionths of a US dollar */
                reserved_nano_usd: number;
                /** @description Billionths of a US dollar */
                spent_nano_usd: number;
                /** @description Calls whose cost nobody knows; in no sum */
                unknown_calls: number;
            } | null;
            /** @description Those that hold for who asks, and what is left of each */
            limits: {
                /** @description null = not for who asks, who lacks quotas:view */
                budget: {
                    limit_usd: number | null;
                    /** @description Billionths of a US dollar */
                    remaining_nano_usd: number | null;
                    /** @description Billionths of a US dollar */
                    reserved_nano_usd: number;
                    /** @description Billionths of a US dollar */
                    spent_nano_usd: number;
                    /** @description Calls whose cost nobody knows; in no sum */
                    unknown_calls: number;
                } | null;
                /** @enum {string} */
                kind: "service" | "assistant" | "channel" | "member";
                /** @description Of whichever of the two is used up further; null = no limit */
                percent: number | null;
                requests: {
                    limit: number | null;
                    remaining: number | null;
                    used: number;
                };
                subject_id: string;
            }[];
            /** @description Of whichever of the two is used up further; null = no limit */
            percent: number | null;
            /** @example 2026-11 */
            period: string;
            requests: {
                limit: number | null;
                remaining: number | null;
                used: number;
            };
            /**
             * Format: date-time
             * @description When all of this begins anew
             * @example 2026-11-21T10:30:00.000Z
             */
            resets_at: string;
            /** @description What the tenant’s files take; it does not begin anew */
            storage: {
                limit_bytes: number;
                used_bytes: number;
                /** @description 0 to 1, reached and not rounded up; above 1 when the limit was lowered */
                used_share: number;
            };
            time_zone: string;
        };
        UsageLimit: {
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "service" | "assistant" | "channel" | "member";
            monthly_budget_usd: number | null;
            monthly_requests: number | null;
            subject_id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            updated_at: string;
        };
        UsageReport: {
            /** Format: date */
            from: string;
            /** @enum {string} */
            group: "day" | "llm" | "provider" | "purpose" | "assistant" | "member" | "channel" | "outcome";
            groups: {
                cache_read_tokens: number;
                cache_write_tokens: number;
                calls: number;
                /** @description Billionths of a US dollar */
                cost_nano_usd: number;
                /** @description Calls that gave no answer */
                failures: number;
                input_tokens: number;
                key: string | null;
                output_tokens: number;
                reasoning_tokens: number;
                /** @description Questions that asked a model */
                requests: number;
                /** @description Calls whose cost nobody knows; in no sum */
                unknown_cost_calls: number;
            }[];
            /** @description The model that was asked for; null = all */
            llm: string | null;
            time_zone: string;
            /** Format: date */
            to: string;
            totals: {
                cache_read_tokens: number;
                cache_write_tokens: number;
                calls: number;
                /** @description Billionths of a US dollar */
                cost_nano_usd: number;
                /** @description Calls that gave no answer */
                failures: number;
                input_tokens: number;
                output_tokens: number;
                reasoning_tokens: number;
                /** @description Questions that asked a model */
                requests: number;
                /** @description Calls whose cost nobody knows; in no sum */
                unknown_cost_calls: number;
            };
        };
        User: {
            active: boolean;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            created_at: string;
            email: string | null;
            full_name: string;
            has_password: boolean;
            /** Format: uuid */
            id: string;
            /** @description Whether the role is `admin` */
            is_admin: boolean;
            /** @enum {string|null} */
            locale: "fr" | "en" | null;
            role: string;
            /** Format: uuid */
            service_id: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T10:30:00.000Z
             */
            updated_at: string;
            user_name: string | null;
        };
    };
    responses: {
        /** @description Problem */
        Problem: {
            headers: {
                Allow: components["headers"]["Allow"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:sextant:error:not_found",
                 *       "title": "Not Found",
                 *       "status": 404,
                 *       "detail": "Introuvable.",
                 *       "instance": "urn:sextant:request:019aa5b0-7c1e-7000-8000-000000000000",
                 *       "code": "not_found",
                 *       "errors": [],
                 *       "request_id": "019aa5b0-7c1e-7000-8000-000000000000",
                 *       "timestamp": "2026-11-21T10:30:00.000Z",
                 *       "path": "/v1/tenants/nobody"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Malformed, or an unknown field */
        Problem400: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:sextant:error:not_found",
                 *       "title": "Not Found",
                 *       "status": 404,
                 *       "detail": "Introuvable.",
                 *       "instance": "urn:sextant:request:019aa5b0-7c1e-7000-8000-000000000000",
                 *       "code": "not_found",
                 *       "errors": [],
                 *       "request_id": "019aa5b0-7c1e-7000-8000-000000000000",
                 *       "timestamp": "2026-11-21T10:30:00.000Z",
                 *       "path": "/v1/tenants/nobody"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No valid token */
        Problem401: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:sextant:error:not_found",
                 *       "title": "Not Found",
                 *       "status": 404,
                 *       "detail": "Introuvable.",
                 *       "instance": "urn:sextant:request:019aa5b0-7c1e-7000-8000-000000000000",
                 *       "code": "not_found",
                 *       "errors": [],
                 *       "request_id": "019aa5b0-7c1e-7000-8000-000000000000",
                 *       "timestamp": "2026-11-21T10:30:00.000Z",
                 *       "path": "/v1/tenants/nobody"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A permission lacks; `missing` names it */
        Problem403: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:sextant:error:not_found",
                 *       "title": "Not Found",
                 *       "status": 404,
                 *       "detail": "Introuvable.",
                 *       "instance": "urn:sextant:request:019aa5b0-7c1e-7000-8000-000000000000",
                 *       "code": "not_found",
                 *       "errors": [],
                 *       "request_id": "019aa5b0-7c1e-7000-8000-000000000000",
                 *       "timestamp": "2026-11-21T10:30:00.000Z",
                 *       "path": "/v1/tenants/nobody"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Nothing there, or another tenant’s */
        Problem404: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:sextant:error:not_found",
                 *       "title": "Not Found",
                 *       "status": 404,
                 *       "detail": "Introuvable.",
                 *       "instance": "urn:sextant:request:019aa5b0-7c1e-7000-8000-000000000000",
                 *       "code": "not_found",
                 *       "errors": [],
                 *       "request_id": "019aa5b0-7c1e-7000-8000-000000000000",
                 *       "timestamp": "2026-11-21T10:30:00.000Z",
                 *       "path": "/v1/tenants/nobody"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description None of the accepted media types */
        Problem406: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:sextant:error:not_found",
                 *       "title": "Not Found",
                 *       "status": 404,
                 *       "detail": "Introuvable.",
                 *       "instance": "urn:sextant:request:019aa5b0-7c1e-7000-8000-000000000000",
                 *       "code": "not_found",
                 *       "errors": [],
                 *       "request_id": "019aa5b0-7c1e-7000-8000-000000000000",
                 *       "timestamp": "2026-11-21T10:30:00.000Z",
                 *       "path": "/v1/tenants/nobody"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Conflicts with the present state, or the same Idempotency-Key is still running */
        Problem409: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:sextant:error:not_found",
                 *       "title": "Not Found",
                 *       "status": 404,
                 *       "detail": "Introuvable.",
                 *       "instance": "urn:sextant:request:019aa5b0-7c1e-7000-8000-000000000000",
                 *       "code": "not_found",
                 *       "errors": [],
                 *       "request_id": "019aa5b0-7c1e-7000-8000-000000000000",
                 *       "timestamp": "2026-11-21T10:30:00.000Z",
                 *       "path": "/v1/tenants/nobody"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too large */
        Problem413: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:sextant:error:not_found",
                 *       "title": "Not Found",
                 *       "status": 404,
                 *       "detail": "Introuvable.",
                 *       "instance": "urn:sextant:request:019aa5b0-7c1e-7000-8000-000000000000",
                 *       "code": "not_found",
                 *       "errors": [],
                 *       "request_id": "019aa5b0-7c1e-7000-8000-000000000000",
                 *       "timestamp": "2026-11-21T10:30:00.000Z",
                 *       "path": "/v1/tenants/nobody"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Media type not taken */
        Problem415: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:sextant:error:not_found",
                 *       "title": "Not Found",
                 *       "status": 404,
                 *       "detail": "Introuvable.",
                 *       "instance": "urn:sextant:request:019aa5b0-7c1e-7000-8000-000000000000",
                 *       "code": "not_found",
                 *       "errors": [],
                 *       "request_id": "019aa5b0-7c1e-7000-8000-000000000000",
                 *       "timestamp": "2026-11-21T10:30:00.000Z",
                 *       "path": "/v1/tenants/nobody"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Well-formed, but a value is not acceptable */
        Problem422: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:sextant:error:not_found",
                 *       "title": "Not Found",
                 *       "status": 404,
                 *       "detail": "Introuvable.",
                 *       "instance": "urn:sextant:request:019aa5b0-7c1e-7000-8000-000000000000",
                 *       "code": "not_found",
                 *       "errors": [],
                 *       "request_id": "019aa5b0-7c1e-7000-8000-000000000000",
                 *       "timestamp": "2026-11-21T10:30:00.000Z",
                 *       "path": "/v1/tenants/nobody"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests; see Retry-After */
        Problem429: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:sextant:error:not_found",
                 *       "title": "Not Found",
                 *       "status": 404,
                 *       "detail": "Introuvable.",
                 *       "instance": "urn:sextant:request:019aa5b0-7c1e-7000-8000-000000000000",
                 *       "code": "not_found",
                 *       "errors": [],
                 *       "request_id": "019aa5b0-7c1e-7000-8000-000000000000",
                 *       "timestamp": "2026-11-21T10:30:00.000Z",
                 *       "path": "/v1/tenants/nobody"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A bug; only a reference is shown */
        Problem500: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:sextant:error:not_found",
                 *       "title": "Not Found",
                 *       "status": 404,
                 *       "detail": "Introuvable.",
                 *       "instance": "urn:sextant:request:019aa5b0-7c1e-7000-8000-000000000000",
                 *       "code": "not_found",
                 *       "errors": [],
                 *       "request_id": "019aa5b0-7c1e-7000-8000-000000000000",
                 *       "timestamp": "2026-11-21T10:30:00.000Z",
                 *       "path": "/v1/tenants/nobody"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The machine cannot do this now; see Retry-After */
        Problem503: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:sextant:error:not_found",
                 *       "title": "Not Found",
                 *       "status": 404,
                 *       "detail": "Introuvable.",
                 *       "instance": "urn:sextant:request:019aa5b0-7c1e-7000-8000-000000000000",
                 *       "code": "not_found",
                 *       "errors": [],
                 *       "request_id": "019aa5b0-7c1e-7000-8000-000000000000",
                 *       "timestamp": "2026-11-21T10:30:00.000Z",
                 *       "path": "/v1/tenants/nobody"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /**
         * @description Methods that are possible here.
         * @example GET, OPTIONS, POST
         */
        Allow: string;
        /**
         * @description A file to save, with its name.
         * @example attachment; filename="tenants-2026-11-21.csv"
         */
        "Content-Disposition": string;
        /**
         * @description The version of the resource, for `If-Match`.
         * @example "m3k2j1h0"
         */
        ETag: string;
        /**
         * @description `true`: the answer of the first request with this key.
         * @example true
         */
        "Idempotency-Replayed": string;
        /**
         * @description Where it is to be found.
         * @example /v1/assistants/019aa5b0-7c1e-7000-8000-000000000000
         */
        Location: string;
        /**
         * @description What is left (`r`) for `t` seconds, of each policy.
         * @example "default";r=599;t=60
         */
        RateLimit: string;
        /**
         * @description How many requests (`q`) in how many seconds (`w`).
         * @example "default";q=600;w=60
         */
        "RateLimit-Policy": string;
        /**
         * @description Seconds after which trying again makes sense.
         * @example 5
         */
        "Retry-After": number;
        /**
         * @description How to sign in.
         * @example Bearer realm="sextant"
         */
        "WWW-Authenticate": string;
        /**
         * @description The request, as the log knows it.
         * @example 019aa5b0-7c1e-7000-8000-000000000000
         */
        "X-Request-Id": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getDigestsConfirm: {
        parameters: {
            query: {
                /** @description Of a link in a mail: signed, for one person and one purpose */
                token: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            400: components["responses"]["Problem400"];
            /** @description Nothing there, or another tenant’s */
            404: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postDigestsConfirm: {
        parameters: {
            query: {
                /** @description Of a link in a mail: signed, for one person and one purpose */
                token: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            400: components["responses"]["Problem400"];
            /** @description Nothing there, or another tenant’s */
            404: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getHealthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                    };
                };
            };
            400: components["responses"]["Problem400"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": unknown;
                };
            };
            400: components["responses"]["Problem400"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getOpenapiJson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "openapi": "text"
                     *     }
                     */
                    "application/json": {
                        openapi: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getReadyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ready",
                     *       "parts": {
                     *         "database": {
                     *           "ok": true,
                     *           "reason": null
                     *         }
                     *       },
                     *       "degraded": [
                     *         {
                     *           "part": "text",
                     *           "detail": "text"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        degraded: {
                            detail: string;
                            part: string;
                        }[];
                        /**
                         * @example {
                         *       "database": {
                         *         "ok": true,
                         *         "reason": null
                         *       }
                         *     }
                         */
                        parts: {
                            [key: string]: {
                                ok: boolean;
                                reason: string | null;
                            };
                        };
                        /** @enum {string} */
                        status: "ready" | "not_ready";
                    };
                };
            };
            400: components["responses"]["Problem400"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            /** @description The machine cannot do this now; see Retry-After */
            503: {
                headers: {
                    "Retry-After": components["headers"]["Retry-After"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ready",
                     *       "parts": {
                     *         "database": {
                     *           "ok": true,
                     *           "reason": null
                     *         }
                     *       },
                     *       "degraded": [
                     *         {
                     *           "part": "text",
                     *           "detail": "text"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        degraded: {
                            detail: string;
                            part: string;
                        }[];
                        /**
                         * @example {
                         *       "database": {
                         *         "ok": true,
                         *         "reason": null
                         *       }
                         *     }
                         */
                        parts: {
                            [key: string]: {
                                ok: boolean;
                                reason: string | null;
                            };
                        };
                        /** @enum {string} */
                        status: "ready" | "not_ready";
                    };
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getUnsubscribe: {
        parameters: {
            query: {
                /** @description Of a link in a mail: signed, for one person and one purpose */
                token: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            400: components["responses"]["Problem400"];
            /** @description Nothing there, or another tenant’s */
            404: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postUnsubscribe: {
        parameters: {
            query: {
                /** @description Of a link in a mail: signed, for one person and one purpose */
                token: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            400: components["responses"]["Problem400"];
            /** @description Nothing there, or another tenant’s */
            404: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "title": "Sextant",
                     *       "version": "0.1.0",
                     *       "documentation": "text"
                     *     }
                     */
                    "application/json": {
                        documentation: string;
                        /** @enum {string} */
                        title: "Sextant";
                        /** @example 0.1.0 */
                        version: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1Alerts: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                limit?: number;
                type?: "quota.80" | "quota.100" | "llm.fallback_active" | "server.errors" | "service.down" | "delivery.failed" | "install.added" | "credential.failing" | "model.shutdown" | "install.removed" | "sign_in.failing" | "schedule.failed" | "tenant.leaving" | "tenant.welcome";
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "type": "quota.80",
                     *           "priority": "low",
                     *           "title": "Index of cinema-goers",
                     *           "data": {},
                     *           "created_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Alert"][];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1AnswersIdTrace: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "message_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "llm_used": "text",
                     *       "response_time": 1,
                     *       "stages": [
                     *         {
                     *           "stage": "text",
                     *           "outcome": "answered",
                     *           "took_ms": 1,
                     *           "rows": 1,
                     *           "model": "text",
                     *           "cost_nano_usd": 1,
                     *           "detail": "text",
                     *           "purpose": "text",
                     *           "prompt_hash": "text"
                     *         }
                     *       ],
                     *       "attempts": [
                     *         {
                     *           "llm": "text",
                     *           "provider": "text",
                     *           "purpose": "text",
                     *           "outcome": "text",
                     *           "input_tokens": 1,
                     *           "output_tokens": 1,
                     *           "cost_nano_usd": 1,
                     *           "first_token_ms": 1,
                     *           "took_ms": 1
                     *         }
                     *       ],
                     *       "denied_targets": [
                     *         {
                     *           "llm": "text",
                     *           "reason": "requests_spent"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        attempts: {
                            /** @description null: not known */
                            cost_nano_usd: number | null;
                            first_token_ms: number | null;
                            input_tokens: number | null;
                            llm: string;
                            outcome: string;
                            output_tokens: number | null;
                            provider: string;
                            purpose: string;
                            took_ms: number;
                        }[];
                        denied_targets: {
                            llm: string;
                            /** @enum {string} */
                            reason: "requests_spent" | "budget_spent" | "limit_spent" | "price_unknown" | "breaker_open" | "no_time" | "inactive" | "shut_down" | "no_address" | "no_key";
                        }[];
                        llm_used: string | null;
                        /** Format: uuid */
                        message_id: string;
                        response_time: number | null;
                        stages: {
                            /** @description null: not known */
                            cost_nano_usd: number | null;
                            detail: string | null;
                            model: string | null;
                            /** @enum {string} */
                            outcome: "answered" | "asked" | "refused" | "failed";
                            prompt_hash: string | null;
                            /** @description what a model was asked for */
                            purpose: string | null;
                            rows: number;
                            stage: string;
                            took_ms: number;
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1Assistants: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                limit?: number;
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "name": "Cinema-goers",
                     *           "theme": "Cinema",
                     *           "dataset_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "index_name": "text",
                     *           "file_name": "text",
                     *           "file_type": "text",
                     *           "message_count": 1,
                     *           "welcome_message": "text",
                     *           "custom_instructions": "text",
                     *           "locale": "fr",
                     *           "active": true,
                     *           "public": true,
                     *           "default_llm": "text",
                     *           "fallback_llm": "text",
                     *           "temperature": 1,
                     *           "primary_color": "#0f766e",
                     *           "secondary_color": "#0f766e",
                     *           "position": "bottom_right",
                     *           "logo_url": "text",
                     *           "show_branding": true,
                     *           "auto_open": true,
                     *           "delay_auto_open": 1,
                     *           "created_at": "2026-11-21T10:30:00.000Z",
                     *           "updated_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: {
                            active: boolean;
                            auto_open: boolean;
                            /**
                             * Format: date-time
                             * @example 2026-11-21T10:30:00.000Z
                             */
                            created_at: string;
                            custom_instructions: string | null;
                            /** Format: uuid */
                            dataset_id: string | null;
                            default_llm: string | null;
                            delay_auto_open: number;
                            fallback_llm: string | null;
                            file_name: string | null;
                            file_type: string | null;
                            /** Format: uuid */
                            id: string;
                            index_name: string | null;
                            /** @enum {string} */
                            locale: "fr" | "en";
                            logo_url: string | null;
                            message_count: number;
                            name: string;
                            /** @enum {string} */
                            position: "bottom_right" | "bottom_left" | "top_right" | "top_left";
                            primary_color: string;
                            public: boolean;
                            secondary_color: string;
                            show_branding: boolean;
                            temperature: number | null;
                            theme: string;
                            /**
                             * Format: date-time
                             * @example 2026-11-21T10:30:00.000Z
                             */
                            updated_at: string;
                            welcome_message: string | null;
                        }[];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1Assistants: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Cinema-goers",
                 *       "theme": "Cinema",
                 *       "dataset_id": "019aa5b0-7c1e-7000-8000-000000000000"
                 *     }
                 */
                "application/json": {
                    auto_open?: boolean;
                    custom_instructions?: string | null;
                    /** Format: uuid */
                    dataset_id: string;
                    default_llm?: string | null;
                    delay_auto_open?: number;
                    fallback_llm?: string | null;
                    /** @enum {string} */
                    locale?: "fr" | "en";
                    logo_url?: string | null;
                    name: string;
                    /** @enum {string} */
                    position?: "bottom_right" | "bottom_left" | "top_right" | "top_left";
                    primary_color?: string;
                    public?: boolean;
                    secondary_color?: string;
                    show_branding?: boolean;
                    temperature?: number | null;
                    theme: string;
                    welcome_message?: string | null;
                };
                /**
                 * @example {
                 *       "name": "Cinema-goers",
                 *       "theme": "Cinema",
                 *       "file": "(the file)"
                 *     }
                 */
                "multipart/form-data": {
                    auto_open?: boolean;
                    custom_instructions?: string;
                    default_llm?: string | null;
                    delay_auto_open?: number;
                    fallback_llm?: string | null;
                    /**
                     * Format: binary
                     * @description The file
                     */
                    file: string;
                    /** @enum {string} */
                    locale?: "fr" | "en";
                    logo_url?: string;
                    name: string;
                    /** @enum {string} */
                    position?: "bottom_right" | "bottom_left" | "top_right" | "top_left";
                    primary_color?: string;
                    secondary_color?: string;
                    show_branding?: boolean;
                    temperature?: number;
                    theme: string;
                    welcome_message?: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "name": "Cinema-goers",
                     *       "theme": "Cinema",
                     *       "dataset_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "index_name": "text",
                     *       "file_name": "text",
                     *       "file_type": "text",
                     *       "message_count": 1,
                     *       "welcome_message": "text",
                     *       "custom_instructions": "text",
                     *       "locale": "fr",
                     *       "active": true,
                     *       "public": true,
                     *       "default_llm": "text",
                     *       "fallback_llm": "text",
                     *       "temperature": 1,
                     *       "primary_color": "#0f766e",
                     *       "secondary_color": "#0f766e",
                     *       "position": "bottom_right",
                     *       "logo_url": "text",
                     *       "show_branding": true,
                     *       "auto_open": true,
                     *       "delay_auto_open": 1,
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z",
                     *       "creation": {
                     *         "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *         "state": "file_validation",
                     *         "steps": [
                     *           {
                     *             "state": "file_validation",
                     *             "at": "2026-11-21T10:30:00.000Z"
                     *           }
                     *         ],
                     *         "error": {
                     *           "step": "text",
                     *           "code": "text",
                     *           "detail": "text"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        active?: boolean;
                        auto_open?: boolean;
                        /**
                         * Format: date-time
                         * @example 2026-11-21T10:30:00.000Z
                         */
                        created_at?: string;
                        creation: {
                            error: {
                                code: string;
                                detail: string;
                                step: string;
                            } | null;
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            state: "file_validation" | "index" | "assistant" | "completed" | "failed";
                            steps: {
                                /**
                                 * Format: date-time
                                 * @example 2026-11-21T10:30:00.000Z
                                 */
                                at: string;
                                /** @enum {string} */
                                state: "file_validation" | "index" | "assistant" | "completed";
                            }[];
                        };
                        custom_instructions?: string | null;
                        /** Format: uuid */
                        dataset_id?: string | null;
                        default_llm?: string | null;
                        delay_auto_open?: number;
                        fallback_llm?: string | null;
                        file_name?: string | null;
                        file_type?: string | null;
                        /** Format: uuid */
                        id: string;
                        index_name?: string | null;
                        /** @enum {string} */
                        locale?: "fr" | "en";
                        logo_url?: string | null;
                        message_count?: number;
                        name?: string;
                        /** @enum {string} */
                        position?: "bottom_right" | "bottom_left" | "top_right" | "top_left";
                        primary_color?: string;
                        public?: boolean;
                        secondary_color?: string;
                        show_branding?: boolean;
                        temperature?: number | null;
                        theme?: string;
                        /**
                         * Format: date-time
                         * @example 2026-11-21T10:30:00.000Z
                         */
                        updated_at?: string;
                        welcome_message?: string | null;
                    };
                };
            };
            /** @description Accepted, goes on in the background */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "name": "Cinema-goers",
                     *       "theme": "Cinema",
                     *       "dataset_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "index_name": "text",
                     *       "file_name": "text",
                     *       "file_type": "text",
                     *       "message_count": 1,
                     *       "welcome_message": "text",
                     *       "custom_instructions": "text",
                     *       "locale": "fr",
                     *       "active": true,
                     *       "public": true,
                     *       "default_llm": "text",
                     *       "fallback_llm": "text",
                     *       "temperature": 1,
                     *       "primary_color": "#0f766e",
                     *       "secondary_color": "#0f766e",
                     *       "position": "bottom_right",
                     *       "logo_url": "text",
                     *       "show_branding": true,
                     *       "auto_open": true,
                     *       "delay_auto_open": 1,
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z",
                     *       "creation": {
                     *         "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *         "state": "file_validation",
                     *         "steps": [
                     *           {
                     *             "state": "file_validation",
                     *             "at": "2026-11-21T10:30:00.000Z"
                     *           }
                     *         ],
                     *         "error": {
                     *           "step": "text",
                     *           "code": "text",
                     *           "detail": "text"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        active?: boolean;
                        auto_open?: boolean;
                        /**
                         * Format: date-time
                         * @example 2026-11-21T10:30:00.000Z
                         */
                        created_at?: string;
                        creation: {
                            error: {
                                code: string;
                                detail: string;
                                step: string;
                            } | null;
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            state: "file_validation" | "index" | "assistant" | "completed" | "failed";
                            steps: {
                                /**
                                 * Format: date-time
                                 * @example 2026-11-21T10:30:00.000Z
                                 */
                                at: string;
                                /** @enum {string} */
                                state: "file_validation" | "index" | "assistant" | "completed";
                            }[];
                        };
                        custom_instructions?: string | null;
                        /** Format: uuid */
                        dataset_id?: string | null;
                        default_llm?: string | null;
                        delay_auto_open?: number;
                        fallback_llm?: string | null;
                        file_name?: string | null;
                        file_type?: string | null;
                        /** Format: uuid */
                        id: string;
                        index_name?: string | null;
                        /** @enum {string} */
                        locale?: "fr" | "en";
                        logo_url?: string | null;
                        message_count?: number;
                        name?: string;
                        /** @enum {string} */
                        position?: "bottom_right" | "bottom_left" | "top_right" | "top_left";
                        primary_color?: string;
                        public?: boolean;
                        secondary_color?: string;
                        show_branding?: boolean;
                        temperature?: number | null;
                        theme?: string;
                        /**
                         * Format: date-time
                         * @example 2026-11-21T10:30:00.000Z
                         */
                        updated_at?: string;
                        welcome_message?: string | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1AssistantsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "name": "Cinema-goers",
                     *       "theme": "Cinema",
                     *       "dataset_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "index_name": "text",
                     *       "file_name": "text",
                     *       "file_type": "text",
                     *       "message_count": 1,
                     *       "welcome_message": "text",
                     *       "custom_instructions": "text",
                     *       "locale": "fr",
                     *       "active": true,
                     *       "public": true,
                     *       "default_llm": "text",
                     *       "fallback_llm": "text",
                     *       "temperature": 1,
                     *       "primary_color": "#0f766e",
                     *       "secondary_color": "#0f766e",
                     *       "position": "bottom_right",
                     *       "logo_url": "text",
                     *       "show_branding": true,
                     *       "auto_open": true,
                     *       "delay_auto_open": 1,
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": {
                        active: boolean;
                        auto_open: boolean;
                        /**
                         * Format: date-time
                         * @example 2026-11-21T10:30:00.000Z
                         */
                        created_at: string;
                        custom_instructions: string | null;
                        /** Format: uuid */
                        dataset_id: string | null;
                        default_llm: string | null;
                        delay_auto_open: number;
                        fallback_llm: string | null;
                        file_name: string | null;
                        file_type: string | null;
                        /** Format: uuid */
                        id: string;
                        index_name: string | null;
                        /** @enum {string} */
                        locale: "fr" | "en";
                        logo_url: string | null;
                        message_count: number;
                        name: string;
                        /** @enum {string} */
                        position: "bottom_right" | "bottom_left" | "top_right" | "top_left";
                        primary_color: string;
                        public: boolean;
                        secondary_color: string;
                        show_branding: boolean;
                        temperature: number | null;
                        theme: string;
                        /**
                         * Format: date-time
                         * @example 2026-11-21T10:30:00.000Z
                         */
                        updated_at: string;
                        welcome_message: string | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    deleteV1AssistantsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    patchV1AssistantsId: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that was read: if somebody changed it since, the answer is 412.
                 * @example "m3k2j1h0"
                 */
                "If-Match"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Cinema-goers"
                 *     }
                 */
                "application/json": {
                    active?: boolean;
                    auto_open?: boolean;
                    custom_instructions?: string | null;
                    default_llm?: string | null;
                    delay_auto_open?: number;
                    fallback_llm?: string | null;
                    /** @enum {string} */
                    locale?: "fr" | "en";
                    logo_url?: string | null;
                    name?: string;
                    /** @enum {string} */
                    position?: "bottom_right" | "bottom_left" | "top_right" | "top_left";
                    primary_color?: string;
                    public?: boolean;
                    secondary_color?: string;
                    show_branding?: boolean;
                    temperature?: number | null;
                    theme?: string;
                    welcome_message?: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "name": "Cinema-goers",
                     *       "theme": "Cinema",
                     *       "dataset_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "index_name": "text",
                     *       "file_name": "text",
                     *       "file_type": "text",
                     *       "message_count": 1,
                     *       "welcome_message": "text",
                     *       "custom_instructions": "text",
                     *       "locale": "fr",
                     *       "active": true,
                     *       "public": true,
                     *       "default_llm": "text",
                     *       "fallback_llm": "text",
                     *       "temperature": 1,
                     *       "primary_color": "#0f766e",
                     *       "secondary_color": "#0f766e",
                     *       "position": "bottom_right",
                     *       "logo_url": "text",
                     *       "show_branding": true,
                     *       "auto_open": true,
                     *       "delay_auto_open": 1,
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": {
                        active: boolean;
                        auto_open: boolean;
                        /**
                         * Format: date-time
                         * @example 2026-11-21T10:30:00.000Z
                         */
                        created_at: string;
                        custom_instructions: string | null;
                        /** Format: uuid */
                        dataset_id: string | null;
                        default_llm: string | null;
                        delay_auto_open: number;
                        fallback_llm: string | null;
                        file_name: string | null;
                        file_type: string | null;
                        /** Format: uuid */
                        id: string;
                        index_name: string | null;
                        /** @enum {string} */
                        locale: "fr" | "en";
                        logo_url: string | null;
                        message_count: number;
                        name: string;
                        /** @enum {string} */
                        position: "bottom_right" | "bottom_left" | "top_right" | "top_left";
                        primary_color: string;
                        public: boolean;
                        secondary_color: string;
                        show_branding: boolean;
                        temperature: number | null;
                        theme: string;
                        /**
                         * Format: date-time
                         * @example 2026-11-21T10:30:00.000Z
                         */
                        updated_at: string;
                        welcome_message: string | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1AssistantsIdChat: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "message": "What is the index of cinema-goers?"
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    conversation_id?: string | null;
                    /** @enum {string} */
                    locale?: "fr" | "en";
                    message: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "conversation_id": "text",
                     *       "message_id": "text",
                     *       "text": "help",
                     *       "locale": "fr",
                     *       "stage": "data",
                     *       "model": "text",
                     *       "fallback_reason": "text",
                     *       "plan": {
                     *         "operation": "lookup",
                     *         "row": "text",
                     *         "segment": "text",
                     *         "measures": [
                     *           "index"
                     *         ],
                     *         "advice": true
                     *       },
                     *       "claims": [
                     *         {
                     *           "id": "c1",
                     *           "value": 1,
                     *           "unit": "index",
                     *           "label": "text",
                     *           "source": {
                     *             "file": "text",
                     *             "sheet": "text",
                     *             "row": 1,
                     *             "column": "text"
                     *           },
                     *           "formula": "text",
                     *           "flags": [
                     *             "small_base"
                     *           ]
                     *         }
                     *       ],
                     *       "warnings": [
                     *         "text"
                     *       ],
                     *       "suggestions": [
                     *         "text"
                     *       ],
                     *       "table": {
                     *         "columns": [
                     *           {
                     *             "key": "text",
                     *             "title": "Index of cinema-goers",
                     *             "unit": "text"
                     *           }
                     *         ],
                     *         "rows": [
                     *           {}
                     *         ]
                     *       },
                     *       "chart": {
                     *         "kind": "bar",
                     *         "title": "Index of cinema-goers",
                     *         "unit": "index",
                     *         "baseline": 1,
                     *         "series": [
                     *           {
                     *             "name": "Cinema-goers",
                     *             "points": [
                     *               {
                     *                 "label": "text",
                     *                 "claim": "text"
                     *               }
                     *             ]
                     *           }
                     *         ],
                     *         "alt": "text"
                     *       },
                     *       "usage": {
                     *         "input_tokens": 1,
                     *         "output_tokens": 1,
                     *         "cost_nano_usd": 1
                     *       },
                     *       "response_time_ms": 1
                     *     }
                     */
                    "application/json": {
                        chart: {
                            alt: string;
                            baseline: number | null;
                            /** @enum {string} */
                            kind: "bar";
                            series: {
                                name: string;
                                points: {
                                    claim: string;
                                    label: string;
                                }[];
                            }[];
                            title: string;
                            /** @enum {string} */
                            unit: "index" | "percent" | "count";
                        } | null;
                        claims: {
                            flags: ("small_base" | "not_usable" | "wide_rounding" | "order_uncertain" | "inconsistent" | "stated")[];
                            formula: string | null;
                            id: string;
                            label: string;
                            source: {
                                column: string;
                                file: string;
                                row: number;
                                sheet: string | null;
                            } | null;
                            /** @enum {string} */
                            unit: "index" | "percent" | "count" | "rank";
                            value: number;
                        }[];
                        conversation_id: string | null;
                        fallback_reason: string | null;
                        /** @enum {string} */
                        locale: "fr" | "en";
                        message_id: string | null;
                        model: string | null;
                        plan: {
                            /** @default false */
                            advice: boolean;
                            measures: ("index" | "vertical" | "horizontal" | "count")[];
                            /** @enum {string} */
                            operation: "lookup";
                            row: string;
                            segment: string;
                        } | {
                            /** @default false */
                            advice: boolean;
                            /**
                             * @default index
                             * @enum {string}
                             */
                            by: "index" | "vertical" | "horizontal" | "count";
                            group?: string;
                            limit: number;
                            /** @enum {string} */
                            list: "rows" | "segments" | "cells";
                            /** @enum {string} */
                            operation: "top";
                            row?: string;
                            segment?: string;
                        } | {
                            /** @default false */
                            advice: boolean;
                            /**
                             * @default index
                             * @enum {string}
                             */
                            by: "index" | "vertical" | "horizontal" | "count";
                            group?: string;
                            limit: number;
                            /** @enum {string} */
                            list: "rows" | "segments" | "cells";
                            /** @enum {string} */
                            operation: "bottom";
                            row?: string;
                            segment?: string;
                        } | {
                            /** @default false */
                            advice: boolean;
                            group?: string;
                            /** @enum {string} */
                            operation: "profile";
                            row?: string;
                            segment?: string;
                        } | {
                            /** @default false */
                            advice: boolean;
                            /** @enum {string} */
                            axis: "row" | "segment";
                            /**
                             * @default index
                             * @enum {string}
                             */
                            by: "index" | "vertical" | "horizontal" | "count";
                            group?: string;
                            labels: string[];
                            on?: string[];
                            /** @enum {string} */
                            operation: "compare";
                        } | {
                            /** @default false */
                            advice: boolean;
                            conditions: {
                                /** @enum {string} */
                                measure: "index" | "vertical" | "horizontal" | "count";
                                /** @enum {string} */
                                op: "gt" | "gte" | "lt" | "lte" | "between";
                                to?: number;
                                value: number;
                            }[];
                            group?: string;
                            /** @enum {string} */
                            list: "rows" | "segments" | "cells";
                            /** @enum {string} */
                            operation: "filter";
                            row?: string;
                            segment?: string;
                        } | {
                            /** @enum {string} */
                            measure: "index" | "vertical" | "horizontal" | "count";
                            /** @enum {string} */
                            operation: "explain";
                            row: string;
                            segment: string;
                        } | {
                            /** @enum {string} */
                            operation: "define";
                            row?: string;
                            segment?: string;
                            /** @enum {string} */
                            term: "index" | "vertical" | "horizontal" | "count" | "base" | "robustness" | "rounding" | "interview" | "segment" | "affinity_index" | "affinity_rate" | "tgi";
                        } | {
                            /** @enum {string} */
                            operation: "check";
                        } | {
                            /** @enum {string} */
                            operation: "overview";
                        } | null;
                        response_time_ms: number;
                        /** @enum {string} */
                        stage: "data" | "context" | "sql" | "keywords" | "model" | "none";
                        suggestions: string[];
                        table: {
                            columns: {
                                key: string;
                                title: string;
                                /** @enum {string} */
                                unit: "text" | "index" | "percent" | "count";
                            }[];
                            rows: {
                                [key: string]: string | {
                                    claim: string;
                                } | null;
                            }[];
                        } | null;
                        text: string;
                        usage: {
                            cost_nano_usd: number | null;
                            input_tokens: number;
                            output_tokens: number;
                        };
                        warnings: string[];
                    };
                    /** @example text */
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1AssistantsIdChatPending: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                limit?: number;
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "question_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "conversation_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "text": "help",
                     *           "is_stopped": true,
                     *           "created_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            conversation_id: string;
                            /**
                             * Format: date-time
                             * @example 2026-11-21T10:30:00.000Z
                             */
                            created_at: string;
                            is_stopped: boolean;
                            /** Format: uuid */
                            question_id: string;
                            text: string;
                        }[];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    deleteV1AssistantsIdChatPendingQuestionId: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
                question_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "question_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "conversation_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "state": "stopping"
                     *     }
                     */
                    "application/json": {
                        /** Format: uuid */
                        conversation_id: string;
                        /** Format: uuid */
                        question_id: string;
                        /**
                         * @description stopping: the short answer that says so is on its way; stopped: it is stored; answered: the whole answer came first, nothing changes
                         * @enum {string}
                         */
                        state: "stopping" | "stopped" | "answered";
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1AssistantsIdCreation: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "state": "file_validation",
                     *       "steps": [
                     *         {
                     *           "state": "file_validation",
                     *           "at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "error": {
                     *         "step": "text",
                     *         "code": "text",
                     *         "detail": "text"
                     *       }
                     *     }
                     */
                    "application/json": {
                        error: {
                            code: string;
                            detail: string;
                            step: string;
                        } | null;
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        state: "file_validation" | "index" | "assistant" | "completed" | "failed";
                        steps: {
                            /**
                             * Format: date-time
                             * @example 2026-11-21T10:30:00.000Z
                             */
                            at: string;
                            /** @enum {string} */
                            state: "file_validation" | "index" | "assistant" | "completed";
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1AssistantsIdInstructions: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "instructions": "text",
                     *       "custom_instructions": "text"
                     *     }
                     */
                    "application/json": {
                        custom_instructions: string | null;
                        instructions: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1AssistantsIdMessages: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                limit?: number;
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "conversation_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "role": "user",
                     *           "sender": "user",
                     *           "content": "text",
                     *           "answer": {
                     *             "conversation_id": "text",
                     *             "message_id": "text",
                     *             "text": "help",
                     *             "locale": "fr",
                     *             "stage": "data",
                     *             "model": "text",
                     *             "fallback_reason": "text",
                     *             "plan": {
                     *               "operation": "lookup",
                     *               "row": "text",
                     *               "segment": "text",
                     *               "measures": [
                     *                 "index"
                     *               ],
                     *               "advice": true
                     *             },
                     *             "claims": [
                     *               {
                     *                 "id": "c1",
                     *                 "value": 1,
                     *                 "unit": "index",
                     *                 "label": "text",
                     *                 "source": null,
                     *                 "formula": null,
                     *                 "flags": []
                     *               }
                     *             ],
                     *             "warnings": [
                     *               "text"
                     *             ],
                     *             "suggestions": [
                     *               "text"
                     *             ],
                     *             "table": {
                     *               "columns": [
                     *                 {
                     *                   "key": "text",
                     *                   "title": "Index of cinema-goers",
                     *                   "unit": "text"
                     *                 }
                     *               ],
                     *               "rows": [
                     *                 {}
                     *               ]
                     *             },
                     *             "chart": {
                     *               "kind": "bar",
                     *               "title": "Index of cinema-goers",
                     *               "unit": "index",
                     *               "baseline": 1,
                     *               "series": [
                     *                 {
                     *                   "name": "Cinema-goers",
                     *                   "points": []
                     *                 }
                     *               ],
                     *               "alt": "text"
                     *             },
                     *             "usage": {
                     *               "input_tokens": 1,
                     *               "output_tokens": 1,
                     *               "cost_nano_usd": 1
                     *             },
                     *             "response_time_ms": 1
                     *           },
                     *           "llm_used": "text",
                     *           "ai_provider": "text",
                     *           "fallback_reason": "text",
                     *           "attempts": [
                     *             {
                     *               "llm": "text",
                     *               "provider": "text",
                     *               "purpose": "text",
                     *               "outcome": "text",
                     *               "input_tokens": 1,
                     *               "output_tokens": 1,
                     *               "cost_nano_usd": 1,
                     *               "first_token_ms": 1,
                     *               "took_ms": 1
                     *             }
                     *           ],
                     *           "nlp": {
                     *             "language": "fr",
                     *             "tokens": [
                     *               "text"
                     *             ],
                     *             "entities": [
                     *               {
                     *                 "kind": "operation",
                     *                 "value": "text"
                     *               }
                     *             ]
                     *           },
                     *           "confidence": 1,
                     *           "response_time": 1,
                     *           "tags": [
                     *             "text"
                     *           ],
                     *           "metadata": {},
                     *           "created_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: {
                            /** @description who serves the model that was used */
                            ai_provider: string | null;
                            answer: {
                                chart: {
                                    alt: string;
                                    baseline: number | null;
                                    /** @enum {string} */
                                    kind: "bar";
                                    series: {
                                        name: string;
                                        points: {
                                            claim: string;
                                            label: string;
                                        }[];
                                    }[];
                                    title: string;
                                    /** @enum {string} */
                                    unit: "index" | "percent" | "count";
                                } | null;
                                claims: {
                                    flags: ("small_base" | "not_usable" | "wide_rounding" | "order_uncertain" | "inconsistent" | "stated")[];
                                    formula: string | null;
                                    id: string;
                                    label: string;
                                    source: {
                                        column: string;
                                        file: string;
                                        row: number;
                                        sheet: string | null;
                                    } | null;
                                    /** @enum {string} */
                                    unit: "index" | "percent" | "count" | "rank";
                                    value: number;
                                }[];
                                conversation_id: string | null;
                                fallback_reason: string | null;
                                /** @enum {string} */
                                locale: "fr" | "en";
                                message_id: string | null;
                                model: string | null;
                                plan: {
                                    /** @default false */
                                    advice: boolean;
                                    measures: ("index" | "vertical" | "horizontal" | "count")[];
                                    /** @enum {string} */
                                    operation: "lookup";
                                    row: string;
                                    segment: string;
                                } | {
                                    /** @default false */
                                    advice: boolean;
                                    /**
                                     * @default index
                                     * @enum {string}
                                     */
                                    by: "index" | "vertical" | "horizontal" | "count";
                                    group?: string;
                                    limit: number;
                                    /** @enum {string} */
                                    list: "rows" | "segments" | "cells";
                                    /** @enum {string} */
                                    operation: "top";
                                    row?: string;
                                    segment?: string;
                                } | {
                                    /** @default false */
                                    advice: boolean;
                                    /**
                                     * @default index
                                     * @enum {string}
                                     */
                                    by: "index" | "vertical" | "horizontal" | "count";
                                    group?: string;
                                    limit: number;
                                    /** @enum {string} */
                                    list: "rows" | "segments" | "cells";
                                    /** @enum {string} */
                                    operation: "bottom";
                                    row?: string;
                                    segment?: string;
                                } | {
                                    /** @default false */
                                    advice: boolean;
                                    group?: string;
                                    /** @enum {string} */
                                    operation: "profile";
                                    row?: string;
                                    segment?: string;
                                } | {
                                    /** @default false */
                                    advice: boolean;
                                    /** @enum {string} */
                                    axis: "row" | "segment";
                                    /**
                                     * @default index
                                     * @enum {string}
                                     */
                                    by: "index" | "vertical" | "horizontal" | "count";
                                    group?: string;
                                    labels: string[];
                                    on?: string[];
                                    /** @enum {string} */
                                    operation: "compare";
                                } | {
                                    /** @default false */
                                    advice: boolean;
                                    conditions: {
                                        /** @enum {string} */
                                        measure: "index" | "vertical" | "horizontal" | "count";
                                        /** @enum {string} */
                                        op: "gt" | "gte" | "lt" | "lte" | "between";
                                        to?: number;
                                        value: number;
                                    }[];
                                    group?: string;
                                    /** @enum {string} */
                                    list: "rows" | "segments" | "cells";
                                    /** @enum {string} */
                                    operation: "filter";
                                    row?: string;
                                    segment?: string;
                                } | {
                                    /** @enum {string} */
                                    measure: "index" | "vertical" | "horizontal" | "count";
                                    /** @enum {string} */
                                    operation: "explain";
                                    row: string;
                                    segment: string;
                                } | {
                                    /** @enum {string} */
                                    operation: "define";
                                    row?: string;
                                    segment?: string;
                                    /** @enum {string} */
                                    term: "index" | "vertical" | "horizontal" | "count" | "base" | "robustness" | "rounding" | "interview" | "segment" | "affinity_index" | "affinity_rate" | "tgi";
                                } | {
                                    /** @enum {string} */
                                    operation: "check";
                                } | {
                                    /** @enum {string} */
                                    operation: "overview";
                                } | null;
                                response_time_ms: number;
                                /** @enum {string} */
                                stage: "data" | "context" | "sql" | "keywords" | "model" | "none";
                                suggestions: string[];
                                table: {
                                    columns: {
                                        key: string;
                                        title: string;
                                        /** @enum {string} */
                                        unit: "text" | "index" | "percent" | "count";
                                    }[];
                                    rows: {
                                        [key: string]: string | {
                                            claim: string;
                                        } | null;
                                    }[];
                                } | null;
                                text: string;
                                usage: {
                                    cost_nano_usd: number | null;
                                    input_tokens: number;
                                    output_tokens: number;
                                };
                                warnings: string[];
                            } | null;
                            attempts: {
                                /** @description null: not known */
                                cost_nano_usd: number | null;
                                first_token_ms: number | null;
                                input_tokens: number | null;
                                llm: string;
                                outcome: string;
                                output_tokens: number | null;
                                provider: string;
                                purpose: string;
                                took_ms: number;
                            }[];
                            confidence: number | null;
                            content: string;
                            /** Format: uuid */
                            conversation_id: string;
                            /**
                             * Format: date-time
                             * @example 2026-11-21T10:30:00.000Z
                             */
                            created_at: string;
                            fallback_reason: string | null;
                            /** Format: uuid */
                            id: string;
                            llm_used: string | null;
                            metadata: {
                                [key: string]: unknown;
                            };
                            nlp: {
                                entities: {
                                    /** @enum {string} */
                                    kind: "operation" | "label";
                                    value: string;
                                }[];
                                /** @enum {string} */
                                language: "fr" | "en";
                                tokens: string[];
                            } | null;
                            /** @description milliseconds */
                            response_time: number | null;
                            /** @enum {string} */
                            role: "user" | "assistant";
                            /** @enum {string} */
                            sender: "user" | "bot";
                            tags: string[];
                        }[];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1AssistantsIdSuggestions: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "questions": [
                     *         "text"
                     *       ]
                     *     }
                     */
                    "application/json": {
                        questions: string[];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1Audit: {
        parameters: {
            query?: {
                /** @description What it begins with */
                action?: string;
                actor_id?: string;
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                /** @description From this time on */
                from?: string;
                limit?: number;
                outcome?: "allowed" | "denied" | "failed";
                surface?: "rest" | "slack" | "discord" | "web" | "cli" | "job";
                target_id?: string;
                target_kind?: string;
                /** @description Before this time */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "created_at": "2026-11-21T10:30:00.000Z",
                     *           "actor": {
                     *             "kind": "person",
                     *             "id": "text",
                     *             "name": "Cinema-goers"
                     *           },
                     *           "surface": "rest",
                     *           "action": "assistant.edited",
                     *           "permission": "assistants:edit",
                     *           "target": {
                     *             "kind": "text",
                     *             "id": "text",
                     *             "label": "text"
                     *           },
                     *           "outcome": "allowed",
                     *           "changes": {
                     *             "name": {
                     *               "before": "TGI 2025",
                     *               "after": "TGI 2026"
                     *             }
                     *           },
                     *           "details": {
                     *             "fields": [
                     *               "name"
                     *             ]
                     *           },
                     *           "request_id": "text",
                     *           "ip": "text"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["AuditEvent"][];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1AuditVerify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ok": true,
                     *       "checked": 1,
                     *       "head": {
                     *         "seq": 1,
                     *         "hash": "text"
                     *       },
                     *       "first_broken": {
                     *         "seq": 1,
                     *         "event_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *         "reason": "changed"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AuditChain"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1AuthLogout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1AuthMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "kind": "operator",
                     *       "email": "text",
                     *       "user_name": "text",
                     *       "full_name": "Camille Martin",
                     *       "role": "text",
                     *       "permissions": [
                     *         "text"
                     *       ],
                     *       "is_admin": true,
                     *       "tenant_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "locale": "fr"
                     *     }
                     */
                    "application/json": {
                        email: string | null;
                        full_name: string;
                        /** Format: uuid */
                        id: string;
                        is_admin: boolean;
                        /** @enum {string} */
                        kind: "operator" | "person";
                        /** @enum {string|null} */
                        locale: "fr" | "en" | null;
                        permissions: string[];
                        role: string | null;
                        /**
                         * Format: uuid
                         * @description The own one, or the one an operator named
                         */
                        tenant_id: string | null;
                        user_name: string | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    putV1AuthPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "current_password": "text",
                 *       "password": "correct horse battery staple"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Also sets the cookies of a page
                     * @default false
                     */
                    cookie?: boolean;
                    current_password: string;
                    /**
                     * @description 8 to 256 characters; none of the commonest passwords, and not the own login
                     * @example correct horse battery staple
                     */
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "access_token": "text",
                     *       "refresh_token": "text",
                     *       "token_type": "Bearer",
                     *       "expires_in": 1800
                     *     }
                     */
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1AuthRefresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "refresh_token": "text"
                 *     }
                 */
                "application/json": {
                    refresh_token: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "access_token": "text",
                     *       "refresh_token": "text",
                     *       "token_type": "Bearer",
                     *       "expires_in": 1800
                     *     }
                     */
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            400: components["responses"]["Problem400"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1AuthRegister: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "zoe@example.org",
                 *       "user_name": "zoe.martin",
                 *       "full_name": "Zoé Martin",
                 *       "role": "marketing"
                 *     }
                 */
                "application/json": {
                    /** @example zoe@example.org */
                    email?: string | null;
                    /** @example Zoé Martin */
                    full_name: string;
                    /** @description Mails a link to choose a password; true unless a password is given or there is no address */
                    invite?: boolean;
                    /** @enum {string|null} */
                    locale?: "fr" | "en" | null;
                    /** @description To be told to them */
                    password?: string;
                    /**
                     * @description Code of a role, see `GET /v1/roles`
                     * @default marketing
                     * @example marketing
                     */
                    role?: string;
                    /**
                     * Format: uuid
                     * @description See `GET /v1/services`
                     */
                    service_id?: string | null;
                    /**
                     * @description Signs in like the address. No other may look like it
                     * @example zoe.martin
                     */
                    user_name?: string | null;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "email": "text",
                     *       "user_name": "text",
                     *       "full_name": "Camille Martin",
                     *       "role": "text",
                     *       "service_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "locale": "fr",
                     *       "active": true,
                     *       "is_admin": true,
                     *       "has_password": true,
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1AuthReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "login": "marie@example.org"
                 *     }
                 */
                "application/json": {
                    /** @description Only when several tenants know the login */
                    client_id?: string;
                    /**
                     * @description E-mail address or user name
                     * @example marie@example.org
                     */
                    login: string;
                };
            };
        };
        responses: {
            /** @description Accepted, goes on in the background */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "state": "accepted"
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        state: "accepted";
                    };
                };
            };
            400: components["responses"]["Problem400"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1AuthResetConfirm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "text",
                 *       "password": "correct horse battery staple"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description 8 to 256 characters; none of the commonest passwords, and not the own login
                     * @example correct horse battery staple
                     */
                    password: string;
                    token: string;
                };
            };
        };
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1AuthSessions: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "started_at": "2026-11-21T10:30:00.000Z",
                     *           "last_used_at": "2026-11-21T10:30:00.000Z",
                     *           "expires_at": "2026-11-21T10:30:00.000Z",
                     *           "user_agent": "Mozilla/5.0 (X11; Linux x86_64)",
                     *           "is_current": true
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Session"][];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    deleteV1AuthSessions: {
        parameters: {
            query?: {
                all?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ended": 2
                     *     }
                     */
                    "application/json": {
                        /** @example 2 */
                        ended: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    deleteV1AuthSessionsId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1AuthSetup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "text",
                 *       "email": "camille@example.org",
                 *       "password": "correct horse battery staple"
                 *     }
                 */
                "application/json": {
                    /** Format: email */
                    email: string;
                    /**
                     * @description 8 to 256 characters; none of the commonest passwords, and not the own login
                     * @example correct horse battery staple
                     */
                    password: string;
                    token: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "email": "text"
                     *     }
                     */
                    "application/json": {
                        email: string;
                        /** Format: uuid */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1AuthToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "login": "marie@example.org",
                 *       "password": "text"
                 *     }
                 */
                "application/json": {
                    /** @description Only when several tenants know the login */
                    client_id?: string;
                    /**
                     * @description Also sets the cookies of a page
                     * @default false
                     */
                    cookie?: boolean;
                    /**
                     * @description E-mail address or user name
                     * @example marie@example.org
                     */
                    login: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "access_token": "text",
                     *       "refresh_token": "text",
                     *       "token_type": "Bearer",
                     *       "expires_in": 1800
                     *     }
                     */
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            400: components["responses"]["Problem400"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1ChatSend: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "message": "What is the index of cinema-goers?"
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    assistant_id?: string | null;
                    /** Format: uuid */
                    conversation_id?: string | null;
                    /** @enum {string} */
                    locale?: "fr" | "en";
                    /** @default 2000 */
                    max_tokens?: number;
                    message: string;
                    /** @default [] */
                    selected_models?: string[];
                    /** @default [] */
                    selected_providers?: ("openai" | "anthropic" | "deepseek" | "ollama" | "compatible")[];
                    /** @default 0.7 */
                    temperature?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "conversation_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "message_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "user_message": "text",
                     *       "ai_responses": {},
                     *       "answer": {
                     *         "conversation_id": "text",
                     *         "message_id": "text",
                     *         "text": "help",
                     *         "locale": "fr",
                     *         "stage": "data",
                     *         "model": "text",
                     *         "fallback_reason": "text",
                     *         "plan": {
                     *           "operation": "lookup",
                     *           "row": "text",
                     *           "segment": "text",
                     *           "measures": [
                     *             "index"
                     *           ],
                     *           "advice": true
                     *         },
                     *         "claims": [
                     *           {
                     *             "id": "c1",
                     *             "value": 1,
                     *             "unit": "index",
                     *             "label": "text",
                     *             "source": {
                     *               "file": "text",
                     *               "sheet": "text",
                     *               "row": 1,
                     *               "column": "text"
                     *             },
                     *             "formula": "text",
                     *             "flags": [
                     *               "small_base"
                     *             ]
                     *           }
                     *         ],
                     *         "warnings": [
                     *           "text"
                     *         ],
                     *         "suggestions": [
                     *           "text"
                     *         ],
                     *         "table": {
                     *           "columns": [
                     *             {
                     *               "key": "text",
                     *               "title": "Index of cinema-goers",
                     *               "unit": "text"
                     *             }
                     *           ],
                     *           "rows": [
                     *             {}
                     *           ]
                     *         },
                     *         "chart": {
                     *           "kind": "bar",
                     *           "title": "Index of cinema-goers",
                     *           "unit": "index",
                     *           "baseline": 1,
                     *           "series": [
                     *             {
                     *               "name": "Cinema-goers",
                     *               "points": [
                     *                 {
                     *                   "label": "text",
                     *                   "claim": "text"
                     *                 }
                     *               ]
                     *             }
                     *           ],
                     *           "alt": "text"
                     *         },
                     *         "usage": {
                     *           "input_tokens": 1,
                     *           "output_tokens": 1,
                     *           "cost_nano_usd": 1
                     *         },
                     *         "response_time_ms": 1
                     *       },
                     *       "response_time": 1,
                     *       "created_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": {
                        /** @description by the registry’s name of the model */
                        ai_responses: {
                            [key: string]: {
                                claims: {
                                    flags: ("small_base" | "not_usable" | "wide_rounding" | "order_uncertain" | "inconsistent" | "stated")[];
                                    formula: string | null;
                                    id: string;
                                    label: string;
                                    source: {
                                        column: string;
                                        file: string;
                                        row: number;
                                        sheet: string | null;
                                    } | null;
                                    /** @enum {string} */
                                    unit: "index" | "percent" | "count" | "rank";
                                    value: number;
                                }[];
                                /** @description null: not known */
                                cost_nano_usd: number | null;
                                error: {
                                    code: string;
                                    detail: string;
                                } | null;
                                /** @enum {string|null} */
                                finish: "stop" | "length" | null;
                                model: string;
                                provider: string;
                                response_time_ms: number;
                                text: string | null;
                                usage: {
                                    input_tokens: number;
                                    output_tokens: number;
                                };
                            };
                        };
                        answer: {
                            chart: {
                                alt: string;
                                baseline: number | null;
                                /** @enum {string} */
                                kind: "bar";
                                series: {
                                    name: string;
                                    points: {
                                        claim: string;
                                        label: string;
                                    }[];
                                }[];
                                title: string;
                                /** @enum {string} */
                                unit: "index" | "percent" | "count";
                            } | null;
                            claims: {
                                flags: ("small_base" | "not_usable" | "wide_rounding" | "order_uncertain" | "inconsistent" | "stated")[];
                                formula: string | null;
                                id: string;
                                label: string;
                                source: {
                                    column: string;
                                    file: string;
                                    row: number;
                                    sheet: string | null;
                                } | null;
                                /** @enum {string} */
                                unit: "index" | "percent" | "count" | "rank";
                                value: number;
                            }[];
                            conversation_id: string | null;
                            fallback_reason: string | null;
                            /** @enum {string} */
                            locale: "fr" | "en";
                            message_id: string | null;
                            model: string | null;
                            plan: {
                                /** @default false */
                                advice: boolean;
                                measures: ("index" | "vertical" | "horizontal" | "count")[];
                                /** @enum {string} */
                                operation: "lookup";
                                row: string;
                                segment: string;
                            } | {
                                /** @default false */
                                advice: boolean;
                                /**
                                 * @default index
                                 * @enum {string}
                                 */
                                by: "index" | "vertical" | "horizontal" | "count";
                                group?: string;
                                limit: number;
                                /** @enum {string} */
                                list: "rows" | "segments" | "cells";
                                /** @enum {string} */
                                operation: "top";
                                row?: string;
                                segment?: string;
                            } | {
                                /** @default false */
                                advice: boolean;
                                /**
                                 * @default index
                                 * @enum {string}
                                 */
                                by: "index" | "vertical" | "horizontal" | "count";
                                group?: string;
                                limit: number;
                                /** @enum {string} */
                                list: "rows" | "segments" | "cells";
                                /** @enum {string} */
                                operation: "bottom";
                                row?: string;
                                segment?: string;
                            } | {
                                /** @default false */
                                advice: boolean;
                                group?: string;
                                /** @enum {string} */
                                operation: "profile";
                                row?: string;
                                segment?: string;
                            } | {
                                /** @default false */
                                advice: boolean;
                                /** @enum {string} */
                                axis: "row" | "segment";
                                /**
                                 * @default index
                                 * @enum {string}
                                 */
                                by: "index" | "vertical" | "horizontal" | "count";
                                group?: string;
                                labels: string[];
                                on?: string[];
                                /** @enum {string} */
                                operation: "compare";
                            } | {
                                /** @default false */
                                advice: boolean;
                                conditions: {
                                    /** @enum {string} */
                                    measure: "index" | "vertical" | "horizontal" | "count";
                                    /** @enum {string} */
                                    op: "gt" | "gte" | "lt" | "lte" | "between";
                                    to?: number;
                                    value: number;
                                }[];
                                group?: string;
                                /** @enum {string} */
                                list: "rows" | "segments" | "cells";
                                /** @enum {string} */
                                operation: "filter";
                                row?: string;
                                segment?: string;
                            } | {
                                /** @enum {string} */
                                measure: "index" | "vertical" | "horizontal" | "count";
                                /** @enum {string} */
                                operation: "explain";
                                row: string;
                                segment: string;
                            } | {
                                /** @enum {string} */
                                operation: "define";
                                row?: string;
                                segment?: string;
                                /** @enum {string} */
                                term: "index" | "vertical" | "horizontal" | "count" | "base" | "robustness" | "rounding" | "interview" | "segment" | "affinity_index" | "affinity_rate" | "tgi";
                            } | {
                                /** @enum {string} */
                                operation: "check";
                            } | {
                                /** @enum {string} */
                                operation: "overview";
                            } | null;
                            response_time_ms: number;
                            /** @enum {string} */
                            stage: "data" | "context" | "sql" | "keywords" | "model" | "none";
                            suggestions: string[];
                            table: {
                                columns: {
                                    key: string;
                                    title: string;
                                    /** @enum {string} */
                                    unit: "text" | "index" | "percent" | "count";
                                }[];
                                rows: {
                                    [key: string]: string | {
                                        claim: string;
                                    } | null;
                                }[];
                            } | null;
                            text: string;
                            usage: {
                                cost_nano_usd: number | null;
                                input_tokens: number;
                                output_tokens: number;
                            };
                            warnings: string[];
                        };
                        /** Format: uuid */
                        conversation_id: string;
                        /**
                         * Format: date-time
                         * @example 2026-11-21T10:30:00.000Z
                         */
                        created_at: string;
                        /** Format: uuid */
                        message_id: string;
                        /** @description milliseconds */
                        response_time: number;
                        user_message: string;
                    };
                    /** @example text */
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1Commands: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "path": [
                     *             "text"
                     *           ],
                     *           "usage": "text",
                     *           "summary": "text",
                     *           "example": "text",
                     *           "takes_more": true
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: {
                            example: string;
                            path: string[];
                            summary: string;
                            /** @description something can be typed behind it */
                            takes_more: boolean;
                            usage: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1Commands: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "help"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description the assistant that is open before whoever asks
                     */
                    assistant_id?: string | null;
                    text: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "card",
                     *       "card": {
                     *         "tone": "plain",
                     *         "title": "Index of cinema-goers",
                     *         "parts": [
                     *           {
                     *             "kind": "text",
                     *             "text": "help"
                     *           }
                     *         ],
                     *         "footer": "text"
                     *       },
                     *       "locale": "fr",
                     *       "replaces": true,
                     *       "creation_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "file": {
                     *         "file_name": "text",
                     *         "media_type": "text",
                     *         "text": "help",
                     *         "base64": "text"
                     *       }
                     *     }
                     */
                    "application/json": {
                        card: {
                            footer: string | null;
                            parts: ({
                                /** @enum {string} */
                                kind: "text";
                                /** @description bold, italics, lists, code and paragraphs of Markdown; nothing else */
                                text: string;
                            } | {
                                /** @enum {string} */
                                kind: "heading";
                                text: string;
                            } | {
                                fields: {
                                    name: string;
                                    value: string;
                                }[];
                                /** @enum {string} */
                                kind: "fields";
                            } | {
                                caption: string;
                                columns: {
                                    is_numeric: boolean;
                                    title: string;
                                }[];
                                /** @enum {string} */
                                kind: "table";
                                rows: string[][];
                            } | {
                                chart: {
                                    alt: string;
                                    baseline: number | null;
                                    series: {
                                        name: string;
                                        points: {
                                            label: string;
                                            text: string;
                                            value: number;
                                        }[];
                                    }[];
                                    title: string;
                                    /** @enum {string} */
                                    unit: "index" | "percent" | "count";
                                };
                                /** @enum {string} */
                                kind: "chart";
                            } | {
                                figures: {
                                    figure: string;
                                    label: string;
                                    source: {
                                        /** @description for POST /v1/commands/actions, with `value` */
                                        action: string;
                                        /** @description asked before it is done */
                                        confirm: {
                                            no: string;
                                            text: string;
                                            title: string;
                                            yes: string;
                                        } | null;
                                        /** @enum {string} */
                                        kind: "button";
                                        label: string;
                                        /** @enum {string} */
                                        style: "plain" | "primary" | "danger";
                                        value: {
                                            [key: string]: string;
                                        };
                                    } | null;
                                }[];
                                /** @enum {string} */
                                kind: "figures";
                            } | {
                                /** @enum {string} */
                                kind: "steps";
                                steps: {
                                    detail: string | null;
                                    /** @enum {string} */
                                    state: "waiting" | "running" | "done" | "failed";
                                    title: string;
                                }[];
                            } | {
                                /** @enum {string} */
                                kind: "notes";
                                notes: string[];
                                /** @enum {string} */
                                tone: "plain" | "good" | "caution" | "bad";
                            } | {
                                controls: ({
                                    /** @description for POST /v1/commands/actions, with `value` */
                                    action: string;
                                    /** @description asked before it is done */
                                    confirm: {
                                        no: string;
                                        text: string;
                                        title: string;
                                        yes: string;
                                    } | null;
                                    /** @enum {string} */
                                    kind: "button";
                                    label: string;
                                    /** @enum {string} */
                                    style: "plain" | "primary" | "danger";
                                    value: {
                                        [key: string]: string;
                                    };
                                } | {
                                    /** @enum {string} */
                                    kind: "link";
                                    label: string;
                                    url: string;
                                } | {
                                    action: string;
                                    /** @enum {string} */
                                    kind: "select";
                                    label: string;
                                    options: {
                                        description: string | null;
                                        label: string;
                                        value: string;
                                    }[];
                                    selected: string | null;
                                    /** @description sent along with what is chosen, which is `selected` */
                                    value: {
                                        [key: string]: string;
                                    };
                                })[];
                                /** @enum {string} */
                                kind: "controls";
                            } | {
                                /** @enum {string} */
                                kind: "rule";
                            })[];
                            title: string | null;
                            /** @enum {string} */
                            tone: "plain" | "good" | "caution" | "bad";
                        };
                        /**
                         * Format: uuid
                         * @description an assistant is being made: the action `creation.show` with this `id` tells how far it has come
                         */
                        creation_id: string | null;
                        /** @description the same to keep */
                        file: {
                            /** @description Its bytes, of what is no text */
                            base64: string | null;
                            file_name: string;
                            media_type: string;
                            /** @description null of what is no text */
                            text: string | null;
                        } | null;
                        /** @enum {string} */
                        kind: "card";
                        /**
                         * @description that of the request, unless another was just chosen
                         * @enum {string}
                         */
                        locale: "fr" | "en";
                        /** @description takes the place of the card that was pressed */
                        replaces: boolean;
                    } | {
                        form: {
                            /** @description for POST /v1/commands/forms, with `value` */
                            action: string;
                            cancel: string;
                            fields: ({
                                hint: string | null;
                                is_long: boolean;
                                is_required: boolean;
                                /** @enum {string} */
                                kind: "text";
                                label: string;
                                max_characters: number;
                                name: string;
                                value: string | null;
                            } | {
                                hint: string | null;
                                is_required: boolean;
                                /** @enum {string} */
                                kind: "select";
                                label: string;
                                name: string;
                                options: {
                                    description: string | null;
                                    label: string;
                                    value: string;
                                }[];
                                value: string | null;
                            } | {
                                hint: string | null;
                                is_required: boolean;
                                /**
                                 * @description its value is the id of a dataset: POST /v1/datasets
                                 * @enum {string}
                                 */
                                kind: "file";
                                label: string;
                                name: string;
                            })[];
                            intro: string | null;
                            submit: string;
                            title: string;
                            value: {
                                [key: string]: string;
                            };
                        };
                        /** @enum {string} */
                        kind: "form";
                    } | {
                        /** Format: uuid */
                        assistant_id: string | null;
                        /** @enum {string} */
                        kind: "question";
                        text: string;
                    } | {
                        /** Format: uuid */
                        assistant_id: string;
                        /** Format: uuid */
                        conversation_id: string;
                        /** @enum {string} */
                        kind: "continue";
                    } | {
                        /** @enum {string} */
                        kind: "remove";
                    } | {
                        errors: {
                            [key: string]: string;
                        };
                        /** @enum {string} */
                        kind: "errors";
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1CommandsActions: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "action": "text"
                 *     }
                 */
                "application/json": {
                    action: string;
                    /**
                     * Format: uuid
                     * @description the assistant that is open before whoever asks
                     */
                    assistant_id?: string | null;
                    /** @default {} */
                    value?: {
                        [key: string]: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "card",
                     *       "card": {
                     *         "tone": "plain",
                     *         "title": "Index of cinema-goers",
                     *         "parts": [
                     *           {
                     *             "kind": "text",
                     *             "text": "help"
                     *           }
                     *         ],
                     *         "footer": "text"
                     *       },
                     *       "locale": "fr",
                     *       "replaces": true,
                     *       "creation_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "file": {
                     *         "file_name": "text",
                     *         "media_type": "text",
                     *         "text": "help",
                     *         "base64": "text"
                     *       }
                     *     }
                     */
                    "application/json": {
                        card: {
                            footer: string | null;
                            parts: ({
                                /** @enum {string} */
                                kind: "text";
                                /** @description bold, italics, lists, code and paragraphs of Markdown; nothing else */
                                text: string;
                            } | {
                                /** @enum {string} */
                                kind: "heading";
                                text: string;
                            } | {
                                fields: {
                                    name: string;
                                    value: string;
                                }[];
                                /** @enum {string} */
                                kind: "fields";
                            } | {
                                caption: string;
                                columns: {
                                    is_numeric: boolean;
                                    title: string;
                                }[];
                                /** @enum {string} */
                                kind: "table";
                                rows: string[][];
                            } | {
                                chart: {
                                    alt: string;
                                    baseline: number | null;
                                    series: {
                                        name: string;
                                        points: {
                                            label: string;
                                            text: string;
                                            value: number;
                                        }[];
                                    }[];
                                    title: string;
                                    /** @enum {string} */
                                    unit: "index" | "percent" | "count";
                                };
                                /** @enum {string} */
                                kind: "chart";
                            } | {
                                figures: {
                                    figure: string;
                                    label: string;
                                    source: {
                                        /** @description for POST /v1/commands/actions, with `value` */
                                        action: string;
                                        /** @description asked before it is done */
                                        confirm: {
                                            no: string;
                                            text: string;
                                            title: string;
                                            yes: string;
                                        } | null;
                                        /** @enum {string} */
                                        kind: "button";
                                        label: string;
                                        /** @enum {string} */
                                        style: "plain" | "primary" | "danger";
                                        value: {
                                            [key: string]: string;
                                        };
                                    } | null;
                                }[];
                                /** @enum {string} */
                                kind: "figures";
                            } | {
                                /** @enum {string} */
                                kind: "steps";
                                steps: {
                                    detail: string | null;
                                    /** @enum {string} */
                                    state: "waiting" | "running" | "done" | "failed";
                                    title: string;
                                }[];
                            } | {
                                /** @enum {string} */
                                kind: "notes";
                                notes: string[];
                                /** @enum {string} */
                                tone: "plain" | "good" | "caution" | "bad";
                            } | {
                                controls: ({
                                    /** @description for POST /v1/commands/actions, with `value` */
                                    action: string;
                                    /** @description asked before it is done */
                                    confirm: {
                                        no: string;
                                        text: string;
                                        title: string;
                                        yes: string;
                                    } | null;
                                    /** @enum {string} */
                                    kind: "button";
                                    label: string;
                                    /** @enum {string} */
                                    style: "plain" | "primary" | "danger";
                                    value: {
                                        [key: string]: string;
                                    };
                                } | {
                                    /** @enum {string} */
                                    kind: "link";
                                    label: string;
                                    url: string;
                                } | {
                                    action: string;
                                    /** @enum {string} */
                                    kind: "select";
                                    label: string;
                                    options: {
                                        description: string | null;
                                        label: string;
                                        value: string;
                                    }[];
                                    selected: string | null;
                                    /** @description sent along with what is chosen, which is `selected` */
                                    value: {
                                        [key: string]: string;
                                    };
                                })[];
                                /** @enum {string} */
                                kind: "controls";
                            } | {
                                /** @enum {string} */
                                kind: "rule";
                            })[];
                            title: string | null;
                            /** @enum {string} */
                            tone: "plain" | "good" | "caution" | "bad";
                        };
                        /**
                         * Format: uuid
                         * @description an assistant is being made: the action `creation.show` with this `id` tells how far it has come
                         */
                        creation_id: string | null;
                        /** @description the same to keep */
                        file: {
                            /** @description Its bytes, of what is no text */
                            base64: string | null;
                            file_name: string;
                            media_type: string;
                            /** @description null of what is no text */
                            text: string | null;
                        } | null;
                        /** @enum {string} */
                        kind: "card";
                        /**
                         * @description that of the request, unless another was just chosen
                         * @enum {string}
                         */
                        locale: "fr" | "en";
                        /** @description takes the place of the card that was pressed */
                        replaces: boolean;
                    } | {
                        form: {
                            /** @description for POST /v1/commands/forms, with `value` */
                            action: string;
                            cancel: string;
                            fields: ({
                                hint: string | null;
                                is_long: boolean;
                                is_required: boolean;
                                /** @enum {string} */
                                kind: "text";
                                label: string;
                                max_characters: number;
                                name: string;
                                value: string | null;
                            } | {
                                hint: string | null;
                                is_required: boolean;
                                /** @enum {string} */
                                kind: "select";
                                label: string;
                                name: string;
                                options: {
                                    description: string | null;
                                    label: string;
                                    value: string;
                                }[];
                                value: string | null;
                            } | {
                                hint: string | null;
                                is_required: boolean;
                                /**
                                 * @description its value is the id of a dataset: POST /v1/datasets
                                 * @enum {string}
                                 */
                                kind: "file";
                                label: string;
                                name: string;
                            })[];
                            intro: string | null;
                            submit: string;
                            title: string;
                            value: {
                                [key: string]: string;
                            };
                        };
                        /** @enum {string} */
                        kind: "form";
                    } | {
                        /** Format: uuid */
                        assistant_id: string | null;
                        /** @enum {string} */
                        kind: "question";
                        text: string;
                    } | {
                        /** Format: uuid */
                        assistant_id: string;
                        /** Format: uuid */
                        conversation_id: string;
                        /** @enum {string} */
                        kind: "continue";
                    } | {
                        /** @enum {string} */
                        kind: "remove";
                    } | {
                        errors: {
                            [key: string]: string;
                        };
                        /** @enum {string} */
                        kind: "errors";
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1CommandsForms: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "action": "text"
                 *     }
                 */
                "application/json": {
                    action: string;
                    /**
                     * Format: uuid
                     * @description the assistant that is open before whoever asks
                     */
                    assistant_id?: string | null;
                    /** @default {} */
                    value?: {
                        [key: string]: string;
                    };
                    /** @default {} */
                    values?: {
                        [key: string]: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "kind": "card",
                     *       "card": {
                     *         "tone": "plain",
                     *         "title": "Index of cinema-goers",
                     *         "parts": [
                     *           {
                     *             "kind": "text",
                     *             "text": "help"
                     *           }
                     *         ],
                     *         "footer": "text"
                     *       },
                     *       "locale": "fr",
                     *       "replaces": true,
                     *       "creation_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "file": {
                     *         "file_name": "text",
                     *         "media_type": "text",
                     *         "text": "help",
                     *         "base64": "text"
                     *       }
                     *     }
                     */
                    "application/json": {
                        card: {
                            footer: string | null;
                            parts: ({
                                /** @enum {string} */
                                kind: "text";
                                /** @description bold, italics, lists, code and paragraphs of Markdown; nothing else */
                                text: string;
                            } | {
                                /** @enum {string} */
                                kind: "heading";
                                text: string;
                            } | {
                                fields: {
                                    name: string;
                                    value: string;
                                }[];
                                /** @enum {string} */
                                kind: "fields";
                            } | {
                                caption: string;
                                columns: {
                                    is_numeric: boolean;
                                    title: string;
                                }[];
                                /** @enum {string} */
                                kind: "table";
                                rows: string[][];
                            } | {
                                chart: {
                                    alt: string;
                                    baseline: number | null;
                                    series: {
                                        name: string;
                                        points: {
                                            label: string;
                                            text: string;
                                            value: number;
                                        }[];
                                    }[];
                                    title: string;
                                    /** @enum {string} */
                                    unit: "index" | "percent" | "count";
                                };
                                /** @enum {string} */
                                kind: "chart";
                            } | {
                                figures: {
                                    figure: string;
                                    label: string;
                                    source: {
                                        /** @description for POST /v1/commands/actions, with `value` */
                                        action: string;
                                        /** @description asked before it is done */
                                        confirm: {
                                            no: string;
                                            text: string;
                                            title: string;
                                            yes: string;
                                        } | null;
                                        /** @enum {string} */
                                        kind: "button";
                                        label: string;
                                        /** @enum {string} */
                                        style: "plain" | "primary" | "danger";
                                        value: {
                                            [key: string]: string;
                                        };
                                    } | null;
                                }[];
                                /** @enum {string} */
                                kind: "figures";
                            } | {
                                /** @enum {string} */
                                kind: "steps";
                                steps: {
                                    detail: string | null;
                                    /** @enum {string} */
                                    state: "waiting" | "running" | "done" | "failed";
                                    title: string;
                                }[];
                            } | {
                                /** @enum {string} */
                                kind: "notes";
                                notes: string[];
                                /** @enum {string} */
                                tone: "plain" | "good" | "caution" | "bad";
                            } | {
                                controls: ({
                                    /** @description for POST /v1/commands/actions, with `value` */
                                    action: string;
                                    /** @description asked before it is done */
                                    confirm: {
                                        no: string;
                                        text: string;
                                        title: string;
                                        yes: string;
                                    } | null;
                                    /** @enum {string} */
                                    kind: "button";
                                    label: string;
                                    /** @enum {string} */
                                    style: "plain" | "primary" | "danger";
                                    value: {
                                        [key: string]: string;
                                    };
                                } | {
                                    /** @enum {string} */
                                    kind: "link";
                                    label: string;
                                    url: string;
                                } | {
                                    action: string;
                                    /** @enum {string} */
                                    kind: "select";
                                    label: string;
                                    options: {
                                        description: string | null;
                                        label: string;
                                        value: string;
                                    }[];
                                    selected: string | null;
                                    /** @description sent along with what is chosen, which is `selected` */
                                    value: {
                                        [key: string]: string;
                                    };
                                })[];
                                /** @enum {string} */
                                kind: "controls";
                            } | {
                                /** @enum {string} */
                                kind: "rule";
                            })[];
                            title: string | null;
                            /** @enum {string} */
                            tone: "plain" | "good" | "caution" | "bad";
                        };
                        /**
                         * Format: uuid
                         * @description an assistant is being made: the action `creation.show` with this `id` tells how far it has come
                         */
                        creation_id: string | null;
                        /** @description the same to keep */
                        file: {
                            /** @description Its bytes, of what is no text */
                            base64: string | null;
                            file_name: string;
                            media_type: string;
                            /** @description null of what is no text */
                            text: string | null;
                        } | null;
                        /** @enum {string} */
                        kind: "card";
                        /**
                         * @description that of the request, unless another was just chosen
                         * @enum {string}
                         */
                        locale: "fr" | "en";
                        /** @description takes the place of the card that was pressed */
                        replaces: boolean;
                    } | {
                        form: {
                            /** @description for POST /v1/commands/forms, with `value` */
                            action: string;
                            cancel: string;
                            fields: ({
                                hint: string | null;
                                is_long: boolean;
                                is_required: boolean;
                                /** @enum {string} */
                                kind: "text";
                                label: string;
                                max_characters: number;
                                name: string;
                                value: string | null;
                            } | {
                                hint: string | null;
                                is_required: boolean;
                                /** @enum {string} */
                                kind: "select";
                                label: string;
                                name: string;
                                options: {
                                    description: string | null;
                                    label: string;
                                    value: string;
                                }[];
                                value: string | null;
                            } | {
                                hint: string | null;
                                is_required: boolean;
                                /**
                                 * @description its value is the id of a dataset: POST /v1/datasets
                                 * @enum {string}
                                 */
                                kind: "file";
                                label: string;
                                name: string;
                            })[];
                            intro: string | null;
                            submit: string;
                            title: string;
                            value: {
                                [key: string]: string;
                            };
                        };
                        /** @enum {string} */
                        kind: "form";
                    } | {
                        /** Format: uuid */
                        assistant_id: string | null;
                        /** @enum {string} */
                        kind: "question";
                        text: string;
                    } | {
                        /** Format: uuid */
                        assistant_id: string;
                        /** Format: uuid */
                        conversation_id: string;
                        /** @enum {string} */
                        kind: "continue";
                    } | {
                        /** @enum {string} */
                        kind: "remove";
                    } | {
                        errors: {
                            [key: string]: string;
                        };
                        /** @enum {string} */
                        kind: "errors";
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1Conversations: {
        parameters: {
            query?: {
                assistant_id?: string;
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                limit?: number;
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "assistant_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "title": "Index of cinema-goers",
                     *           "preview": "text",
                     *           "message_count": 1,
                     *           "platform": "text",
                     *           "session_id": "text",
                     *           "user_info": {},
                     *           "created_at": "2026-11-21T10:30:00.000Z",
                     *           "updated_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            assistant_id: string;
                            /**
                             * Format: date-time
                             * @example 2026-11-21T10:30:00.000Z
                             */
                            created_at: string;
                            /** Format: uuid */
                            id: string;
                            message_count: number;
                            platform: string;
                            preview: string | null;
                            session_id: string | null;
                            title: string | null;
                            /**
                             * Format: date-time
                             * @example 2026-11-21T10:30:00.000Z
                             */
                            updated_at: string;
                            user_info: {
                                [key: string]: unknown;
                            };
                        }[];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1ConversationsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "assistant_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "title": "Index of cinema-goers",
                     *       "preview": "text",
                     *       "message_count": 1,
                     *       "platform": "text",
                     *       "session_id": "text",
                     *       "user_info": {},
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z",
                     *       "messages": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "conversation_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "role": "user",
                     *           "sender": "user",
                     *           "content": "text",
                     *           "answer": {
                     *             "conversation_id": "text",
                     *             "message_id": "text",
                     *             "text": "help",
                     *             "locale": "fr",
                     *             "stage": "data",
                     *             "model": "text",
                     *             "fallback_reason": "text",
                     *             "plan": {
                     *               "operation": "lookup",
                     *               "row": "text",
                     *               "segment": "text",
                     *               "measures": [
                     *                 "index"
                     *               ],
                     *               "advice": true
                     *             },
                     *             "claims": [
                     *               {
                     *                 "id": "c1",
                     *                 "value": 1,
                     *                 "unit": "index",
                     *                 "label": "text",
                     *                 "source": null,
                     *                 "formula": null,
                     *                 "flags": []
                     *               }
                     *             ],
                     *             "warnings": [
                     *               "text"
                     *             ],
                     *             "suggestions": [
                     *               "text"
                     *             ],
                     *             "table": {
                     *               "columns": [
                     *                 {
                     *                   "key": "text",
                     *                   "title": "Index of cinema-goers",
                     *                   "unit": "text"
                     *                 }
                     *               ],
                     *               "rows": [
                     *                 {}
                     *               ]
                     *             },
                     *             "chart": {
                     *               "kind": "bar",
                     *               "title": "Index of cinema-goers",
                     *               "unit": "index",
                     *               "baseline": 1,
                     *               "series": [
                     *                 {
                     *                   "name": "Cinema-goers",
                     *                   "points": []
                     *                 }
                     *               ],
                     *               "alt": "text"
                     *             },
                     *             "usage": {
                     *               "input_tokens": 1,
                     *               "output_tokens": 1,
                     *               "cost_nano_usd": 1
                     *             },
                     *             "response_time_ms": 1
                     *           },
                     *           "llm_used": "text",
                     *           "ai_provider": "text",
                     *           "fallback_reason": "text",
                     *           "attempts": [
                     *             {
                     *               "llm": "text",
                     *               "provider": "text",
                     *               "purpose": "text",
                     *               "outcome": "text",
                     *               "input_tokens": 1,
                     *               "output_tokens": 1,
                     *               "cost_nano_usd": 1,
                     *               "first_token_ms": 1,
                     *               "took_ms": 1
                     *             }
                     *           ],
                     *           "nlp": {
                     *             "language": "fr",
                     *             "tokens": [
                     *               "text"
                     *             ],
                     *             "entities": [
                     *               {
                     *                 "kind": "operation",
                     *                 "value": "text"
                     *               }
                     *             ]
                     *           },
                     *           "confidence": 1,
                     *           "response_time": 1,
                     *           "tags": [
                     *             "text"
                     *           ],
                     *           "metadata": {},
                     *           "created_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        /** Format: uuid */
                        assistant_id: string;
                        /**
                         * Format: date-time
                         * @example 2026-11-21T10:30:00.000Z
                         */
                        created_at: string;
                        /** Format: uuid */
                        id: string;
                        message_count: number;
                        messages: {
                            /** @description who serves the model that was used */
                            ai_provider: string | null;
                            answer: {
                                chart: {
                                    alt: string;
                                    baseline: number | null;
                                    /** @enum {string} */
                                    kind: "bar";
                                    series: {
                                        name: string;
                                        points: {
                                            claim: string;
                                            label: string;
                                        }[];
                                    }[];
                                    title: string;
                                    /** @enum {string} */
                                    unit: "index" | "percent" | "count";
                                } | null;
                                claims: {
                                    flags: ("small_base" | "not_usable" | "wide_rounding" | "order_uncertain" | "inconsistent" | "stated")[];
                                    formula: string | null;
                                    id: string;
                                    label: string;
                                    source: {
                                        column: string;
                                        file: string;
                                        row: number;
                                        sheet: string | null;
                                    } | null;
                                    /** @enum {string} */
                                    unit: "index" | "percent" | "count" | "rank";
                                    value: number;
                                }[];
                                conversation_id: string | null;
                                fallback_reason: string | null;
                                /** @enum {string} */
                                locale: "fr" | "en";
                                message_id: string | null;
                                model: string | null;
                                plan: {
                                    /** @default false */
                                    advice: boolean;
                                    measures: ("index" | "vertical" | "horizontal" | "count")[];
                                    /** @enum {string} */
                                    operation: "lookup";
                                    row: string;
                                    segment: string;
                                } | {
                                    /** @default false */
                                    advice: boolean;
                                    /**
                                     * @default index
                                     * @enum {string}
                                     */
                                    by: "index" | "vertical" | "horizontal" | "count";
                                    group?: string;
                                    limit: number;
                                    /** @enum {string} */
                                    list: "rows" | "segments" | "cells";
                                    /** @enum {string} */
                                    operation: "top";
                                    row?: string;
                                    segment?: string;
                                } | {
                                    /** @default false */
                                    advice: boolean;
                                    /**
                                     * @default index
                                     * @enum {string}
                                     */
                                    by: "index" | "vertical" | "horizontal" | "count";
                                    group?: string;
                                    limit: number;
                                    /** @enum {string} */
                                    list: "rows" | "segments" | "cells";
                                    /** @enum {string} */
                                    operation: "bottom";
                                    row?: string;
                                    segment?: string;
                                } | {
                                    /** @default false */
                                    advice: boolean;
                                    group?: string;
                                    /** @enum {string} */
                                    operation: "profile";
                                    row?: string;
                                    segment?: string;
                                } | {
                                    /** @default false */
                                    advice: boolean;
                                    /** @enum {string} */
                                    axis: "row" | "segment";
                                    /**
                                     * @default index
                                     * @enum {string}
                                     */
                                    by: "index" | "vertical" | "horizontal" | "count";
                                    group?: string;
                                    labels: string[];
                                    on?: string[];
                                    /** @enum {string} */
                                    operation: "compare";
                                } | {
                                    /** @default false */
                                    advice: boolean;
                                    conditions: {
                                        /** @enum {string} */
                                        measure: "index" | "vertical" | "horizontal" | "count";
                                        /** @enum {string} */
                                        op: "gt" | "gte" | "lt" | "lte" | "between";
                                        to?: number;
                                        value: number;
                                    }[];
                                    group?: string;
                                    /** @enum {string} */
                                    list: "rows" | "segments" | "cells";
                                    /** @enum {string} */
                                    operation: "filter";
                                    row?: string;
                                    segment?: string;
                                } | {
                                    /** @enum {string} */
                                    measure: "index" | "vertical" | "horizontal" | "count";
                                    /** @enum {string} */
                                    operation: "explain";
                                    row: string;
                                    segment: string;
                                } | {
                                    /** @enum {string} */
                                    operation: "define";
                                    row?: string;
                                    segment?: string;
                                    /** @enum {string} */
                                    term: "index" | "vertical" | "horizontal" | "count" | "base" | "robustness" | "rounding" | "interview" | "segment" | "affinity_index" | "affinity_rate" | "tgi";
                                } | {
                                    /** @enum {string} */
                                    operation: "check";
                                } | {
                                    /** @enum {string} */
                                    operation: "overview";
                                } | null;
                                response_time_ms: number;
                                /** @enum {string} */
                                stage: "data" | "context" | "sql" | "keywords" | "model" | "none";
                                suggestions: string[];
                                table: {
                                    columns: {
                                        key: string;
                                        title: string;
                                        /** @enum {string} */
                                        unit: "text" | "index" | "percent" | "count";
                                    }[];
                                    rows: {
                                        [key: string]: string | {
                                            claim: string;
                                        } | null;
                                    }[];
                                } | null;
                                text: string;
                                usage: {
                                    cost_nano_usd: number | null;
                                    input_tokens: number;
                                    output_tokens: number;
                                };
                                warnings: string[];
                            } | null;
                            attempts: {
                                /** @description null: not known */
                                cost_nano_usd: number | null;
                                first_token_ms: number | null;
                                input_tokens: number | null;
                                llm: string;
                                outcome: string;
                                output_tokens: number | null;
                                provider: string;
                                purpose: string;
                                took_ms: number;
                            }[];
                            confidence: number | null;
                            content: string;
                            /** Format: uuid */
                            conversation_id: string;
                            /**
                             * Format: date-time
                             * @example 2026-11-21T10:30:00.000Z
                             */
                            created_at: string;
                            fallback_reason: string | null;
                            /** Format: uuid */
                            id: string;
                            llm_used: string | null;
                            metadata: {
                                [key: string]: unknown;
                            };
                            nlp: {
                                entities: {
                                    /** @enum {string} */
                                    kind: "operation" | "label";
                                    value: string;
                                }[];
                                /** @enum {string} */
                                language: "fr" | "en";
                                tokens: string[];
                            } | null;
                            /** @description milliseconds */
                            response_time: number | null;
                            /** @enum {string} */
                            role: "user" | "assistant";
                            /** @enum {string} */
                            sender: "user" | "bot";
                            tags: string[];
                        }[];
                        platform: string;
                        preview: string | null;
                        session_id: string | null;
                        title: string | null;
                        /**
                         * Format: date-time
                         * @example 2026-11-21T10:30:00.000Z
                         */
                        updated_at: string;
                        user_info: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1DashboardNotifications: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "unread_count": 1,
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "type": "success",
                     *           "icon": "text",
                     *           "message": "What is the index of cinema-goers?",
                     *           "time": "2026-11-21T10:30:00.000Z",
                     *           "read": true
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["DashboardNotification"][];
                        unread_count: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1DashboardRecentProjects: {
        parameters: {
            query?: {
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                limit?: number;
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "type": "project",
                     *           "icon": "text",
                     *           "name": "Cinema-goers",
                     *           "status": "pending",
                     *           "progress": 1,
                     *           "updated_at": "2026-11-21T10:30:00.000Z",
                     *           "url": "text"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["RecentProject"][];
                        next_cursor: null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1Datasets: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                limit?: number;
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "name": "Cinema-goers",
                     *           "file_name": "text",
                     *           "file_type": "text",
                     *           "file_bytes": 1,
                     *           "file_sha256": "text",
                     *           "state": "ready",
                     *           "locale": "fr",
                     *           "preview": {
                     *             "file_name": "text",
                     *             "file_type": "csv",
                     *             "state": "ready",
                     *             "sheets": [
                     *               {
                     *                 "name": null,
                     *                 "rows": 1,
                     *                 "columns": 1
                     *               }
                     *             ],
                     *             "mapping": {
                     *               "sheet": "text",
                     *               "layout": "list",
                     *               "header_row": 1,
                     *               "columns": {},
                     *               "measure": "index"
                     *             },
                     *             "columns": [
                     *               {
                     *                 "position": 1,
                     *                 "name": "Cinema-goers",
                     *                 "role": "interview",
                     *                 "by": "name"
                     *               }
                     *             ],
                     *             "sample": [
                     *               {
                     *                 "row": 1,
                     *                 "cells": []
                     *               }
                     *             ],
                     *             "counts": {
                     *               "rows_read": 1,
                     *               "rows_kept": 1,
                     *               "rows_skipped": 1,
                     *               "cells": 1,
                     *               "row_labels": 1,
                     *               "segments": 1
                     *             },
                     *             "guesses": [
                     *               {
                     *                 "code": "text",
                     *                 "values": {}
                     *               }
                     *             ],
                     *             "notices": [
                     *               {
                     *                 "code": "text",
                     *                 "values": {}
                     *               }
                     *             ],
                     *             "locale": "fr",
                     *             "check": {
                     *               "verdict": "consistent",
                     *               "checked": 1,
                     *               "found": 1
                     *             }
                     *           },
                     *           "created_at": "2026-11-21T10:30:00.000Z",
                     *           "updated_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: {
                            /**
                             * Format: date-time
                             * @example 2026-11-21T10:30:00.000Z
                             */
                            created_at: string;
                            file_bytes: number;
                            file_name: string;
                            file_sha256: string;
                            file_type: string;
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            locale: "fr" | "en";
                            name: string;
                            preview: {
                                check: {
                                    checked: number;
                                    found: number;
                                    /** @enum {string} */
                                    verdict: "consistent" | "to_look_at" | "not_checkable";
                                };
                                columns: {
                                    /** @enum {string} */
                                    by: "name" | "synonym" | "arithmetic" | "content" | "person" | "none";
                                    name: string;
                                    position: number;
                                    /** @enum {string} */
                                    role: "interview" | "segment" | "index" | "vertical" | "horizontal" | "count" | "total" | "ignored";
                                }[];
                                counts: {
                                    cells: number;
                                    row_labels: number;
                                    rows_kept: number;
                                    rows_read: number;
                                    rows_skipped: number;
                                    segments: number;
                                };
                                file_name: string;
                                /** @enum {string} */
                                file_type: "csv" | "xlsx" | "xls" | "ods" | "json";
                                guesses: {
                                    code: string;
                                    values: {
                                        [key: string]: unknown;
                                    };
                                }[];
                                /** @enum {string} */
                                locale: "fr" | "en";
                                mapping: {
                                    columns: {
                                        [key: string]: "interview" | "segment" | "index" | "vertical" | "horizontal" | "count" | "total" | "ignored";
                                    };
                                    header_row: number;
                                    /** @enum {string} */
                                    layout: "list" | "crosstab";
                                    /** @enum {string} */
                                    measure?: "index" | "vertical" | "horizontal" | "count";
                                    /** @default null */
                                    sheet: string | null;
                                };
                                notices: {
                                    code: string;
                                    values: {
                                        [key: string]: unknown;
                                    };
                                }[];
                                sample: {
                                    cells: string[];
                                    row: number;
                                }[];
                                sheets: {
                                    columns: number;
                                    name: string | null;
                                    rows: number;
                                }[];
                                /** @enum {string} */
                                state: "ready" | "needs_mapping";
                            };
                            /** @enum {string} */
                            state: "ready" | "needs_mapping";
                            /**
                             * Format: date-time
                             * @example 2026-11-21T10:30:00.000Z
                             */
                            updated_at: string;
                        }[];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1Datasets: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "file": "(the file)"
                 *     }
                 */
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description The file
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "name": "Cinema-goers",
                     *       "file_name": "text",
                     *       "file_type": "text",
                     *       "file_bytes": 1,
                     *       "file_sha256": "text",
                     *       "state": "ready",
                     *       "locale": "fr",
                     *       "preview": {
                     *         "file_name": "text",
                     *         "file_type": "csv",
                     *         "state": "ready",
                     *         "sheets": [
                     *           {
                     *             "name": "Cinema-goers",
                     *             "rows": 1,
                     *             "columns": 1
                     *           }
                     *         ],
                     *         "mapping": {
                     *           "sheet": "text",
                     *           "layout": "list",
                     *           "header_row": 1,
                     *           "columns": {},
                     *           "measure": "index"
                     *         },
                     *         "columns": [
                     *           {
                     *             "position": 1,
                     *             "name": "Cinema-goers",
                     *             "role": "interview",
                     *             "by": "name"
                     *           }
                     *         ],
                     *         "sample": [
                     *           {
                     *             "row": 1,
                     *             "cells": [
                     *               "text"
                     *             ]
                     *           }
                     *         ],
                     *         "counts": {
                     *           "rows_read": 1,
                     *           "rows_kept": 1,
                     *           "rows_skipped": 1,
                     *           "cells": 1,
                     *           "row_labels": 1,
                     *           "segments": 1
                     *         },
                     *         "guesses": [
                     *           {
                     *             "code": "text",
                     *             "values": {}
                     *           }
                     *         ],
                     *         "notices": [
                     *           {
                     *             "code": "text",
                     *             "values": {}
                     *           }
                     *         ],
                     *         "locale": "fr",
                     *         "check": {
                     *           "verdict": "consistent",
                     *           "checked": 1,
                     *           "found": 1
                     *         }
                     *       },
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": {
                        /**
                         * Format: date-time
                         * @example 2026-11-21T10:30:00.000Z
                         */
                        created_at: string;
                        file_bytes: number;
                        file_name: string;
                        file_sha256: string;
                        file_type: string;
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        locale: "fr" | "en";
                        name: string;
                        preview: {
                            check: {
                                checked: number;
                                found: number;
                                /** @enum {string} */
                                verdict: "consistent" | "to_look_at" | "not_checkable";
                            };
                            columns: {
                                /** @enum {string} */
                                by: "name" | "synonym" | "arithmetic" | "content" | "person" | "none";
                                name: string;
                                position: number;
                                /** @enum {string} */
                                role: "interview" | "segment" | "index" | "vertical" | "horizontal" | "count" | "total" | "ignored";
                            }[];
                            counts: {
                                cells: number;
                                row_labels: number;
                                rows_kept: number;
                                rows_read: number;
                                rows_skipped: number;
                                segments: number;
                            };
                            file_name: string;
                            /** @enum {string} */
                            file_type: "csv" | "xlsx" | "xls" | "ods" | "json";
                            guesses: {
                                code: string;
                                values: {
                                    [key: string]: unknown;
                                };
                            }[];
                            /** @enum {string} */
                            locale: "fr" | "en";
                            mapping: {
                                columns: {
                                    [key: string]: "interview" | "segment" | "index" | "vertical" | "horizontal" | "count" | "total" | "ignored";
                                };
                                header_row: number;
                                /** @enum {string} */
                                layout: "list" | "crosstab";
                                /** @enum {string} */
                                measure?: "index" | "vertical" | "horizontal" | "count";
                                /** @default null */
                                sheet: string | null;
                            };
                            notices: {
                                code: string;
                                values: {
                                    [key: string]: unknown;
                                };
                            }[];
                            sample: {
                                cells: string[];
                                row: number;
                            }[];
                            sheets: {
                                columns: number;
                                name: string | null;
                                rows: number;
                            }[];
                            /** @enum {string} */
                            state: "ready" | "needs_mapping";
                        };
                        /** @enum {string} */
                        state: "ready" | "needs_mapping";
                        /**
                         * Format: date-time
                         * @example 2026-11-21T10:30:00.000Z
                         */
                        updated_at: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1DatasetsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "name": "Cinema-goers",
                     *       "file_name": "text",
                     *       "file_type": "text",
                     *       "file_bytes": 1,
                     *       "file_sha256": "text",
                     *       "state": "ready",
                     *       "locale": "fr",
                     *       "preview": {
                     *         "file_name": "text",
                     *         "file_type": "csv",
                     *         "state": "ready",
                     *         "sheets": [
                     *           {
                     *             "name": "Cinema-goers",
                     *             "rows": 1,
                     *             "columns": 1
                     *           }
                     *         ],
                     *         "mapping": {
                     *           "sheet": "text",
                     *           "layout": "list",
                     *           "header_row": 1,
                     *           "columns": {},
                     *           "measure": "index"
                     *         },
                     *         "columns": [
                     *           {
                     *             "position": 1,
                     *             "name": "Cinema-goers",
                     *             "role": "interview",
                     *             "by": "name"
                     *           }
                     *         ],
                     *         "sample": [
                     *           {
                     *             "row": 1,
                     *             "cells": [
                     *               "text"
                     *             ]
                     *           }
                     *         ],
                     *         "counts": {
                     *           "rows_read": 1,
                     *           "rows_kept": 1,
                     *           "rows_skipped": 1,
                     *           "cells": 1,
                     *           "row_labels": 1,
                     *           "segments": 1
                     *         },
                     *         "guesses": [
                     *           {
                     *             "code": "text",
                     *             "values": {}
                     *           }
                     *         ],
                     *         "notices": [
                     *           {
                     *             "code": "text",
                     *             "values": {}
                     *           }
                     *         ],
                     *         "locale": "fr",
                     *         "check": {
                     *           "verdict": "consistent",
                     *           "checked": 1,
                     *           "found": 1
                     *         }
                     *       },
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": {
                        /**
                         * Format: date-time
                         * @example 2026-11-21T10:30:00.000Z
                         */
                        created_at: string;
                        file_bytes: number;
                        file_name: string;
                        file_sha256: string;
                        file_type: string;
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        locale: "fr" | "en";
                        name: string;
                        preview: {
                            check: {
                                checked: number;
                                found: number;
                                /** @enum {string} */
                                verdict: "consistent" | "to_look_at" | "not_checkable";
                            };
                            columns: {
                                /** @enum {string} */
                                by: "name" | "synonym" | "arithmetic" | "content" | "person" | "none";
                                name: string;
                                position: number;
                                /** @enum {string} */
                                role: "interview" | "segment" | "index" | "vertical" | "horizontal" | "count" | "total" | "ignored";
                            }[];
                            counts: {
                                cells: number;
                                row_labels: number;
                                rows_kept: number;
                                rows_read: number;
                                rows_skipped: number;
                                segments: number;
                            };
                            file_name: string;
                            /** @enum {string} */
                            file_type: "csv" | "xlsx" | "xls" | "ods" | "json";
                            guesses: {
                                code: string;
                                values: {
                                    [key: string]: unknown;
                                };
                            }[];
                            /** @enum {string} */
                            locale: "fr" | "en";
                            mapping: {
                                columns: {
                                    [key: string]: "interview" | "segment" | "index" | "vertical" | "horizontal" | "count" | "total" | "ignored";
                                };
                                header_row: number;
                                /** @enum {string} */
                                layout: "list" | "crosstab";
                                /** @enum {string} */
                                measure?: "index" | "vertical" | "horizontal" | "count";
                                /** @default null */
                                sheet: string | null;
                            };
                            notices: {
                                code: string;
                                values: {
                                    [key: string]: unknown;
                                };
                            }[];
                            sample: {
                                cells: string[];
                                row: number;
                            }[];
                            sheets: {
                                columns: number;
                                name: string | null;
                                rows: number;
                            }[];
                            /** @enum {string} */
                            state: "ready" | "needs_mapping";
                        };
                        /** @enum {string} */
                        state: "ready" | "needs_mapping";
                        /**
                         * Format: date-time
                         * @example 2026-11-21T10:30:00.000Z
                         */
                        updated_at: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    deleteV1DatasetsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1DatasetsIdCheck: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "verdict": "consistent",
                     *       "checked": 1,
                     *       "found": 1,
                     *       "findings": [
                     *         {
                     *           "kind": "index",
                     *           "sheet": "text",
                     *           "row": 1,
                     *           "column": "text",
                     *           "row_label": "text",
                     *           "segment": "text",
                     *           "found": "text",
                     *           "expected": {
                     *             "low": 1,
                     *             "high": 1
                     *           }
                     *         }
                     *       ],
                     *       "robustness": "counts"
                     *     }
                     */
                    "application/json": {
                        checked: number;
                        findings: {
                            column: string;
                            expected: {
                                high: number;
                                low: number;
                            } | null;
                            found: string;
                            /** @enum {string} */
                            kind: "index" | "vertical" | "horizontal" | "out_of_range" | "duplicate" | "unreadable";
                            row: number;
                            row_label: string;
                            segment: string;
                            sheet: string | null;
                        }[];
                        found: number;
                        /** @enum {string} */
                        robustness: "counts" | "unknown";
                        /** @enum {string} */
                        verdict: "consistent" | "to_look_at" | "not_checkable";
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1DatasetsIdCompare: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "axis": "row",
                 *       "labels": [
                 *         "text",
                 *         "text"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    axis: "row" | "segment";
                    /**
                     * @default index
                     * @enum {string}
                     */
                    by?: "index" | "vertical" | "horizontal" | "count";
                    labels: string[];
                    on?: string[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "conversation_id": "text",
                     *       "message_id": "text",
                     *       "text": "help",
                     *       "locale": "fr",
                     *       "stage": "data",
                     *       "model": "text",
                     *       "fallback_reason": "text",
                     *       "plan": {
                     *         "operation": "lookup",
                     *         "row": "text",
                     *         "segment": "text",
                     *         "measures": [
                     *           "index"
                     *         ],
                     *         "advice": true
                     *       },
                     *       "claims": [
                     *         {
                     *           "id": "c1",
                     *           "value": 1,
                     *           "unit": "index",
                     *           "label": "text",
                     *           "source": {
                     *             "file": "text",
                     *             "sheet": "text",
                     *             "row": 1,
                     *             "column": "text"
                     *           },
                     *           "formula": "text",
                     *           "flags": [
                     *             "small_base"
                     *           ]
                     *         }
                     *       ],
                     *       "warnings": [
                     *         "text"
                     *       ],
                     *       "suggestions": [
                     *         "text"
                     *       ],
                     *       "table": {
                     *         "columns": [
                     *           {
                     *             "key": "text",
                     *             "title": "Index of cinema-goers",
                     *             "unit": "text"
                     *           }
                     *         ],
                     *         "rows": [
                     *           {}
                     *         ]
                     *       },
                     *       "chart": {
                     *         "kind": "bar",
                     *         "title": "Index of cinema-goers",
                     *         "unit": "index",
                     *         "baseline": 1,
                     *         "series": [
                     *           {
                     *             "name": "Cinema-goers",
                     *             "points": [
                     *               {
                     *                 "label": "text",
                     *                 "claim": "text"
                     *               }
                     *             ]
                     *           }
                     *         ],
                     *         "alt": "text"
                     *       },
                     *       "usage": {
                     *         "input_tokens": 1,
                     *         "output_tokens": 1,
                     *         "cost_nano_usd": 1
                     *       },
                     *       "response_time_ms": 1
                     *     }
                     */
                    "application/json": {
                        chart: {
                            alt: string;
                            baseline: number | null;
                            /** @enum {string} */
                            kind: "bar";
                            series: {
                                name: string;
                                points: {
                                    claim: string;
                                    label: string;
                                }[];
                            }[];
                            title: string;
                            /** @enum {string} */
                            unit: "index" | "percent" | "count";
                        } | null;
                        claims: {
                            flags: ("small_base" | "not_usable" | "wide_rounding" | "order_uncertain" | "inconsistent" | "stated")[];
                            formula: string | null;
                            id: string;
                            label: string;
                            source: {
                                column: string;
                                file: string;
                                row: number;
                                sheet: string | null;
                            } | null;
                            /** @enum {string} */
                            unit: "index" | "percent" | "count" | "rank";
                            value: number;
                        }[];
                        conversation_id: string | null;
                        fallback_reason: string | null;
                        /** @enum {string} */
                        locale: "fr" | "en";
                        message_id: string | null;
                        model: string | null;
                        plan: {
                            /** @default false */
                            advice: boolean;
                            measures: ("index" | "vertical" | "horizontal" | "count")[];
                            /** @enum {string} */
                            operation: "lookup";
                            row: string;
                            segment: string;
                        } | {
                            /** @default false */
                            advice: boolean;
                            /**
                             * @default index
                             * @enum {string}
                             */
                            by: "index" | "vertical" | "horizontal" | "count";
                            group?: string;
                            limit: number;
                            /** @enum {string} */
                            list: "rows" | "segments" | "cells";
                            /** @enum {string} */
                            operation: "top";
                            row?: string;
                            segment?: string;
                        } | {
                            /** @default false */
                            advice: boolean;
                            /**
                             * @default index
                             * @enum {string}
                             */
                            by: "index" | "vertical" | "horizontal" | "count";
                            group?: string;
                            limit: number;
                            /** @enum {string} */
                            list: "rows" | "segments" | "cells";
                            /** @enum {string} */
                            operation: "bottom";
                            row?: string;
                            segment?: string;
                        } | {
                            /** @default false */
                            advice: boolean;
                            group?: string;
                            /** @enum {string} */
                            operation: "profile";
                            row?: string;
                            segment?: string;
                        } | {
                            /** @default false */
                            advice: boolean;
                            /** @enum {string} */
                            axis: "row" | "segment";
                            /**
                             * @default index
                             * @enum {string}
                             */
                            by: "index" | "vertical" | "horizontal" | "count";
                            group?: string;
                            labels: string[];
                            on?: string[];
                            /** @enum {string} */
                            operation: "compare";
                        } | {
                            /** @default false */
                            advice: boolean;
                            conditions: {
                                /** @enum {string} */
                                measure: "index" | "vertical" | "horizontal" | "count";
                                /** @enum {string} */
                                op: "gt" | "gte" | "lt" | "lte" | "between";
                                to?: number;
                                value: number;
                            }[];
                            group?: string;
                            /** @enum {string} */
                            list: "rows" | "segments" | "cells";
                            /** @enum {string} */
                            operation: "filter";
                            row?: string;
                            segment?: string;
                        } | {
                            /** @enum {string} */
                            measure: "index" | "vertical" | "horizontal" | "count";
                            /** @enum {string} */
                            operation: "explain";
                            row: string;
                            segment: string;
                        } | {
                            /** @enum {string} */
                            operation: "define";
                            row?: string;
                            segment?: string;
                            /** @enum {string} */
                            term: "index" | "vertical" | "horizontal" | "count" | "base" | "robustness" | "rounding" | "interview" | "segment" | "affinity_index" | "affinity_rate" | "tgi";
                        } | {
                            /** @enum {string} */
                            operation: "check";
                        } | {
                            /** @enum {string} */
                            operation: "overview";
                        } | null;
                        response_time_ms: number;
                        /** @enum {string} */
                        stage: "data" | "context" | "sql" | "keywords" | "model" | "none";
                        suggestions: string[];
                        table: {
                            columns: {
                                key: string;
                                title: string;
                                /** @enum {string} */
                                unit: "text" | "index" | "percent" | "count";
                            }[];
                            rows: {
                                [key: string]: string | {
                                    claim: string;
                                } | null;
                            }[];
                        } | null;
                        text: string;
                        usage: {
                            cost_nano_usd: number | null;
                            input_tokens: number;
                            output_tokens: number;
                        };
                        warnings: string[];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1DatasetsIdGlossary: {
        parameters: {
            query: {
                term: "index" | "vertical" | "horizontal" | "count" | "base" | "robustness" | "rounding" | "interview" | "segment" | "affinity_index" | "affinity_rate" | "tgi";
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "conversation_id": "text",
                     *       "message_id": "text",
                     *       "text": "help",
                     *       "locale": "fr",
                     *       "stage": "data",
                     *       "model": "text",
                     *       "fallback_reason": "text",
                     *       "plan": {
                     *         "operation": "lookup",
                     *         "row": "text",
                     *         "segment": "text",
                     *         "measures": [
                     *           "index"
                     *         ],
                     *         "advice": true
                     *       },
                     *       "claims": [
                     *         {
                     *           "id": "c1",
                     *           "value": 1,
                     *           "unit": "index",
                     *           "label": "text",
                     *           "source": {
                     *             "file": "text",
                     *             "sheet": "text",
                     *             "row": 1,
                     *             "column": "text"
                     *           },
                     *           "formula": "text",
                     *           "flags": [
                     *             "small_base"
                     *           ]
                     *         }
                     *       ],
                     *       "warnings": [
                     *         "text"
                     *       ],
                     *       "suggestions": [
                     *         "text"
                     *       ],
                     *       "table": {
                     *         "columns": [
                     *           {
                     *             "key": "text",
                     *             "title": "Index of cinema-goers",
                     *             "unit": "text"
                     *           }
                     *         ],
                     *         "rows": [
                     *           {}
                     *         ]
                     *       },
                     *       "chart": {
                     *         "kind": "bar",
                     *         "title": "Index of cinema-goers",
                     *         "unit": "index",
                     *         "baseline": 1,
                     *         "series": [
                     *           {
                     *             "name": "Cinema-goers",
                     *             "points": [
                     *               {
                     *                 "label": "text",
                     *                 "claim": "text"
                     *               }
                     *             ]
                     *           }
                     *         ],
                     *         "alt": "text"
                     *       },
                     *       "usage": {
                     *         "input_tokens": 1,
                     *         "output_tokens": 1,
                     *         "cost_nano_usd": 1
                     *       },
                     *       "response_time_ms": 1
                     *     }
                     */
                    "application/json": {
                        chart: {
                            alt: string;
                            baseline: number | null;
                            /** @enum {string} */
                            kind: "bar";
                            series: {
                                name: string;
                                points: {
                                    claim: string;
                                    label: string;
                                }[];
                            }[];
                            title: string;
                            /** @enum {string} */
                            unit: "index" | "percent" | "count";
                        } | null;
                        claims: {
                            flags: ("small_base" | "not_usable" | "wide_rounding" | "order_uncertain" | "inconsistent" | "stated")[];
                            formula: string | null;
                            id: string;
                            label: string;
                            source: {
                                column: string;
                                file: string;
                                row: number;
                                sheet: string | null;
                            } | null;
                            /** @enum {string} */
                            unit: "index" | "percent" | "count" | "rank";
                            value: number;
                        }[];
                        conversation_id: string | null;
                        fallback_reason: string | null;
                        /** @enum {string} */
                        locale: "fr" | "en";
                        message_id: string | null;
                        model: string | null;
                        plan: {
                            /** @default false */
                            advice: boolean;
                            measures: ("index" | "vertical" | "horizontal" | "count")[];
                            /** @enum {string} */
                            operation: "lookup";
                            row: string;
                            segment: string;
                        } | {
                            /** @default false */
                            advice: boolean;
                            /**
                             * @default index
                             * @enum {string}
                             */
                            by: "index" | "vertical" | "horizontal" | "count";
                            group?: string;
                            limit: number;
                            /** @enum {string} */
                            list: "rows" | "segments" | "cells";
                            /** @enum {string} */
                            operation: "top";
                            row?: string;
                            segment?: string;
                        } | {
                            /** @default false */
                            advice: boolean;
                            /**
                             * @default index
                             * @enum {string}
                             */
                            by: "index" | "vertical" | "horizontal" | "count";
                            group?: string;
                            limit: number;
                            /** @enum {string} */
                            list: "rows" | "segments" | "cells";
                            /** @enum {string} */
                            operation: "bottom";
                            row?: string;
                            segment?: string;
                        } | {
                            /** @default false */
                            advice: boolean;
                            group?: string;
                            /** @enum {string} */
                            operation: "profile";
                            row?: string;
                            segment?: string;
                        } | {
                            /** @default false */
                            advice: boolean;
                            /** @enum {string} */
                            axis: "row" | "segment";
                            /**
                             * @default index
                             * @enum {string}
                             */
                            by: "index" | "vertical" | "horizontal" | "count";
                            group?: string;
                            labels: string[];
                            on?: string[];
                            /** @enum {string} */
                            operation: "compare";
                        } | {
                            /** @default false */
                            advice: boolean;
                            conditions: {
                                /** @enum {string} */
                                measure: "index" | "vertical" | "horizontal" | "count";
                                /** @enum {string} */
                                op: "gt" | "gte" | "lt" | "lte" | "between";
                                to?: number;
                                value: number;
                            }[];
                            group?: string;
                            /** @enum {string} */
                            list: "rows" | "segments" | "cells";
                            /** @enum {string} */
                            operation: "filter";
                            row?: string;
                            segment?: string;
                        } | {
                            /** @enum {string} */
                            measure: "index" | "vertical" | "horizontal" | "count";
                            /** @enum {string} */
                            operation: "explain";
                            row: string;
                            segment: string;
                        } | {
                            /** @enum {string} */
                            operation: "define";
                            row?: string;
                            segment?: string;
                            /** @enum {string} */
                            term: "index" | "vertical" | "horizontal" | "count" | "base" | "robustness" | "rounding" | "interview" | "segment" | "affinity_index" | "affinity_rate" | "tgi";
                        } | {
                            /** @enum {string} */
                            operation: "check";
                        } | {
                            /** @enum {string} */
                            operation: "overview";
                        } | null;
                        response_time_ms: number;
                        /** @enum {string} */
                        stage: "data" | "context" | "sql" | "keywords" | "model" | "none";
                        suggestions: string[];
                        table: {
                            columns: {
                                key: string;
                                title: string;
                                /** @enum {string} */
                                unit: "text" | "index" | "percent" | "count";
                            }[];
                            rows: {
                                [key: string]: string | {
                                    claim: string;
                                } | null;
                            }[];
                        } | null;
                        text: string;
                        usage: {
                            cost_nano_usd: number | null;
                            input_tokens: number;
                            output_tokens: number;
                        };
                        warnings: string[];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    putV1DatasetsIdMapping: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "layout": "list",
                 *       "header_row": 1,
                 *       "columns": {}
                 *     }
                 */
                "application/json": {
                    columns: {
                        [key: string]: "interview" | "segment" | "index" | "vertical" | "horizontal" | "count" | "total" | "ignored";
                    };
                    header_row: number;
                    /** @enum {string} */
                    layout: "list" | "crosstab";
                    /** @enum {string} */
                    measure?: "index" | "vertical" | "horizontal" | "count";
                    /** @default null */
                    sheet?: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "name": "Cinema-goers",
                     *       "file_name": "text",
                     *       "file_type": "text",
                     *       "file_bytes": 1,
                     *       "file_sha256": "text",
                     *       "state": "ready",
                     *       "locale": "fr",
                     *       "preview": {
                     *         "file_name": "text",
                     *         "file_type": "csv",
                     *         "state": "ready",
                     *         "sheets": [
                     *           {
                     *             "name": "Cinema-goers",
                     *             "rows": 1,
                     *             "columns": 1
                     *           }
                     *         ],
                     *         "mapping": {
                     *           "sheet": "text",
                     *           "layout": "list",
                     *           "header_row": 1,
                     *           "columns": {},
                     *           "measure": "index"
                     *         },
                     *         "columns": [
                     *           {
                     *             "position": 1,
                     *             "name": "Cinema-goers",
                     *             "role": "interview",
                     *             "by": "name"
                     *           }
                     *         ],
                     *         "sample": [
                     *           {
                     *             "row": 1,
                     *             "cells": [
                     *               "text"
                     *             ]
                     *           }
                     *         ],
                     *         "counts": {
                     *           "rows_read": 1,
                     *           "rows_kept": 1,
                     *           "rows_skipped": 1,
                     *           "cells": 1,
                     *           "row_labels": 1,
                     *           "segments": 1
                     *         },
                     *         "guesses": [
                     *           {
                     *             "code": "text",
                     *             "values": {}
                     *           }
                     *         ],
                     *         "notices": [
                     *           {
                     *             "code": "text",
                     *             "values": {}
                     *           }
                     *         ],
                     *         "locale": "fr",
                     *         "check": {
                     *           "verdict": "consistent",
                     *           "checked": 1,
                     *           "found": 1
                     *         }
                     *       },
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": {
                        /**
                         * Format: date-time
                         * @example 2026-11-21T10:30:00.000Z
                         */
                        created_at: string;
                        file_bytes: number;
                        file_name: string;
                        file_sha256: string;
                        file_type: string;
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        locale: "fr" | "en";
                        name: string;
                        preview: {
                            check: {
                                checked: number;
                                found: number;
                                /** @enum {string} */
                                verdict: "consistent" | "to_look_at" | "not_checkable";
                            };
                            columns: {
                                /** @enum {string} */
                                by: "name" | "synonym" | "arithmetic" | "content" | "person" | "none";
                                name: string;
                                position: number;
                                /** @enum {string} */
                                role: "interview" | "segment" | "index" | "vertical" | "horizontal" | "count" | "total" | "ignored";
                            }[];
                            counts: {
                                cells: number;
                                row_labels: number;
                                rows_kept: number;
                                rows_read: number;
                                rows_skipped: number;
                                segments: number;
                            };
                            file_name: string;
                            /** @enum {string} */
                            file_type: "csv" | "xlsx" | "xls" | "ods" | "json";
                            guesses: {
                                code: string;
                                values: {
                                    [key: string]: unknown;
                                };
                            }[];
                            /** @enum {string} */
                            locale: "fr" | "en";
                            mapping: {
                                columns: {
                                    [key: string]: "interview" | "segment" | "index" | "vertical" | "horizontal" | "count" | "total" | "ignored";
                                };
                                header_row: number;
                                /** @enum {string} */
                                layout: "list" | "crosstab";
                                /** @enum {string} */
                                measure?: "index" | "vertical" | "horizontal" | "count";
                                /** @default null */
                                sheet: string | null;
                            };
                            notices: {
                                code: string;
                                values: {
                                    [key: string]: unknown;
                                };
                            }[];
                            sample: {
                                cells: string[];
                                row: number;
                            }[];
                            sheets: {
                                columns: number;
                                name: string | null;
                                rows: number;
                            }[];
                            /** @enum {string} */
                            state: "ready" | "needs_mapping";
                        };
                        /** @enum {string} */
                        state: "ready" | "needs_mapping";
                        /**
                         * Format: date-time
                         * @example 2026-11-21T10:30:00.000Z
                         */
                        updated_at: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1DatasetsIdQuery: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "operation": "lookup",
                 *       "row": "text",
                 *       "segment": "text",
                 *       "measures": [
                 *         "index"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @default false */
                    advice?: boolean;
                    measures: ("index" | "vertical" | "horizontal" | "count")[];
                    /** @enum {string} */
                    operation: "lookup";
                    row: string;
                    segment: string;
                } | {
                    /** @default false */
                    advice?: boolean;
                    /**
                     * @default index
                     * @enum {string}
                     */
                    by?: "index" | "vertical" | "horizontal" | "count";
                    group?: string;
                    limit: number;
                    /** @enum {string} */
                    list: "rows" | "segments" | "cells";
                    /** @enum {string} */
                    operation: "top";
                    row?: string;
                    segment?: string;
                } | {
                    /** @default false */
                    advice?: boolean;
                    /**
                     * @default index
                     * @enum {string}
                     */
                    by?: "index" | "vertical" | "horizontal" | "count";
                    group?: string;
                    limit: number;
                    /** @enum {string} */
                    list: "rows" | "segments" | "cells";
                    /** @enum {string} */
                    operation: "bottom";
                    row?: string;
                    segment?: string;
                } | {
                    /** @default false */
                    advice?: boolean;
                    group?: string;
                    /** @enum {string} */
                    operation: "profile";
                    row?: string;
                    segment?: string;
                } | {
                    /** @default false */
                    advice?: boolean;
                    /** @enum {string} */
                    axis: "row" | "segment";
                    /**
                     * @default index
                     * @enum {string}
                     */
                    by?: "index" | "vertical" | "horizontal" | "count";
                    group?: string;
                    labels: string[];
                    on?: string[];
                    /** @enum {string} */
                    operation: "compare";
                } | {
                    /** @default false */
                    advice?: boolean;
                    conditions: {
                        /** @enum {string} */
                        measure: "index" | "vertical" | "horizontal" | "count";
                        /** @enum {string} */
                        op: "gt" | "gte" | "lt" | "lte" | "between";
                        to?: number;
                        value: number;
                    }[];
                    group?: string;
                    /** @enum {string} */
                    list: "rows" | "segments" | "cells";
                    /** @enum {string} */
                    operation: "filter";
                    row?: string;
                    segment?: string;
                } | {
                    /** @enum {string} */
                    measure: "index" | "vertical" | "horizontal" | "count";
                    /** @enum {string} */
                    operation: "explain";
                    row: string;
                    segment: string;
                } | {
                    /** @enum {string} */
                    operation: "define";
                    row?: string;
                    segment?: string;
                    /** @enum {string} */
                    term: "index" | "vertical" | "horizontal" | "count" | "base" | "robustness" | "rounding" | "interview" | "segment" | "affinity_index" | "affinity_rate" | "tgi";
                } | {
                    /** @enum {string} */
                    operation: "check";
                } | {
                    /** @enum {string} */
                    operation: "overview";
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "conversation_id": "text",
                     *       "message_id": "text",
                     *       "text": "help",
                     *       "locale": "fr",
                     *       "stage": "data",
                     *       "model": "text",
                     *       "fallback_reason": "text",
                     *       "plan": {
                     *         "operation": "lookup",
                     *         "row": "text",
                     *         "segment": "text",
                     *         "measures": [
                     *           "index"
                     *         ],
                     *         "advice": true
                     *       },
                     *       "claims": [
                     *         {
                     *           "id": "c1",
                     *           "value": 1,
                     *           "unit": "index",
                     *           "label": "text",
                     *           "source": {
                     *             "file": "text",
                     *             "sheet": "text",
                     *             "row": 1,
                     *             "column": "text"
                     *           },
                     *           "formula": "text",
                     *           "flags": [
                     *             "small_base"
                     *           ]
                     *         }
                     *       ],
                     *       "warnings": [
                     *         "text"
                     *       ],
                     *       "suggestions": [
                     *         "text"
                     *       ],
                     *       "table": {
                     *         "columns": [
                     *           {
                     *             "key": "text",
                     *             "title": "Index of cinema-goers",
                     *             "unit": "text"
                     *           }
                     *         ],
                     *         "rows": [
                     *           {}
                     *         ]
                     *       },
                     *       "chart": {
                     *         "kind": "bar",
                     *         "title": "Index of cinema-goers",
                     *         "unit": "index",
                     *         "baseline": 1,
                     *         "series": [
                     *           {
                     *             "name": "Cinema-goers",
                     *             "points": [
                     *               {
                     *                 "label": "text",
                     *                 "claim": "text"
                     *               }
                     *             ]
                     *           }
                     *         ],
                     *         "alt": "text"
                     *       },
                     *       "usage": {
                     *         "input_tokens": 1,
                     *         "output_tokens": 1,
                     *         "cost_nano_usd": 1
                     *       },
                     *       "response_time_ms": 1
                     *     }
                     */
                    "application/json": {
                        chart: {
                            alt: string;
                            baseline: number | null;
                            /** @enum {string} */
                            kind: "bar";
                            series: {
                                name: string;
                                points: {
                                    claim: string;
                                    label: string;
                                }[];
                            }[];
                            title: string;
                            /** @enum {string} */
                            unit: "index" | "percent" | "count";
                        } | null;
                        claims: {
                            flags: ("small_base" | "not_usable" | "wide_rounding" | "order_uncertain" | "inconsistent" | "stated")[];
                            formula: string | null;
                            id: string;
                            label: string;
                            source: {
                                column: string;
                                file: string;
                                row: number;
                                sheet: string | null;
                            } | null;
                            /** @enum {string} */
                            unit: "index" | "percent" | "count" | "rank";
                            value: number;
                        }[];
                        conversation_id: string | null;
                        fallback_reason: string | null;
                        /** @enum {string} */
                        locale: "fr" | "en";
                        message_id: string | null;
                        model: string | null;
                        plan: {
                            /** @default false */
                            advice: boolean;
                            measures: ("index" | "vertical" | "horizontal" | "count")[];
                            /** @enum {string} */
                            operation: "lookup";
                            row: string;
                            segment: string;
                        } | {
                            /** @default false */
                            advice: boolean;
                            /**
                             * @default index
                             * @enum {string}
                             */
                            by: "index" | "vertical" | "horizontal" | "count";
                            group?: string;
                            limit: number;
                            /** @enum {string} */
                            list: "rows" | "segments" | "cells";
                            /** @enum {string} */
                            operation: "top";
                            row?: string;
                            segment?: string;
                        } | {
                            /** @default false */
                            advice: boolean;
                            /**
                             * @default index
                             * @enum {string}
                             */
                            by: "index" | "vertical" | "horizontal" | "count";
                            group?: string;
                            limit: number;
                            /** @enum {string} */
                            list: "rows" | "segments" | "cells";
                            /** @enum {string} */
                            operation: "bottom";
                            row?: string;
                            segment?: string;
                        } | {
                            /** @default false */
                            advice: boolean;
                            group?: string;
                            /** @enum {string} */
                            operation: "profile";
                            row?: string;
                            segment?: string;
                        } | {
                            /** @default false */
                            advice: boolean;
                            /** @enum {string} */
                            axis: "row" | "segment";
                            /**
                             * @default index
                             * @enum {string}
                             */
                            by: "index" | "vertical" | "horizontal" | "count";
                            group?: string;
                            labels: string[];
                            on?: string[];
                            /** @enum {string} */
                            operation: "compare";
                        } | {
                            /** @default false */
                            advice: boolean;
                            conditions: {
                                /** @enum {string} */
                                measure: "index" | "vertical" | "horizontal" | "count";
                                /** @enum {string} */
                                op: "gt" | "gte" | "lt" | "lte" | "between";
                                to?: number;
                                value: number;
                            }[];
                            group?: string;
                            /** @enum {string} */
                            list: "rows" | "segments" | "cells";
                            /** @enum {string} */
                            operation: "filter";
                            row?: string;
                            segment?: string;
                        } | {
                            /** @enum {string} */
                            measure: "index" | "vertical" | "horizontal" | "count";
                            /** @enum {string} */
                            operation: "explain";
                            row: string;
                            segment: string;
                        } | {
                            /** @enum {string} */
                            operation: "define";
                            row?: string;
                            segment?: string;
                            /** @enum {string} */
                            term: "index" | "vertical" | "horizontal" | "count" | "base" | "robustness" | "rounding" | "interview" | "segment" | "affinity_index" | "affinity_rate" | "tgi";
                        } | {
                            /** @enum {string} */
                            operation: "check";
                        } | {
                            /** @enum {string} */
                            operation: "overview";
                        } | null;
                        response_time_ms: number;
                        /** @enum {string} */
                        stage: "data" | "context" | "sql" | "keywords" | "model" | "none";
                        suggestions: string[];
                        table: {
                            columns: {
                                key: string;
                                title: string;
                                /** @enum {string} */
                                unit: "text" | "index" | "percent" | "count";
                            }[];
                            rows: {
                                [key: string]: string | {
                                    claim: string;
                                } | null;
                            }[];
                        } | null;
                        text: string;
                        usage: {
                            cost_nano_usd: number | null;
                            input_tokens: number;
                            output_tokens: number;
                        };
                        warnings: string[];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1DatasetsIdRank: {
        parameters: {
            query?: {
                by?: "index" | "vertical" | "horizontal" | "count";
                group?: string;
                limit?: number;
                list?: "rows" | "segments" | "cells";
                order?: "top" | "bottom";
                row?: string;
                segment?: string;
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "conversation_id": "text",
                     *       "message_id": "text",
                     *       "text": "help",
                     *       "locale": "fr",
                     *       "stage": "data",
                     *       "model": "text",
                     *       "fallback_reason": "text",
                     *       "plan": {
                     *         "operation": "lookup",
                     *         "row": "text",
                     *         "segment": "text",
                     *         "measures": [
                     *           "index"
                     *         ],
                     *         "advice": true
                     *       },
                     *       "claims": [
                     *         {
                     *           "id": "c1",
                     *           "value": 1,
                     *           "unit": "index",
                     *           "label": "text",
                     *           "source": {
                     *             "file": "text",
                     *             "sheet": "text",
                     *             "row": 1,
                     *             "column": "text"
                     *           },
                     *           "formula": "text",
                     *           "flags": [
                     *             "small_base"
                     *           ]
                     *         }
                     *       ],
                     *       "warnings": [
                     *         "text"
                     *       ],
                     *       "suggestions": [
                     *         "text"
                     *       ],
                     *       "table": {
                     *         "columns": [
                     *           {
                     *             "key": "text",
                     *             "title": "Index of cinema-goers",
                     *             "unit": "text"
                     *           }
                     *         ],
                     *         "rows": [
                     *           {}
                     *         ]
                     *       },
                     *       "chart": {
                     *         "kind": "bar",
                     *         "title": "Index of cinema-goers",
                     *         "unit": "index",
                     *         "baseline": 1,
                     *         "series": [
                     *           {
                     *             "name": "Cinema-goers",
                     *             "points": [
                     *               {
                     *                 "label": "text",
                     *                 "claim": "text"
                     *               }
                     *             ]
                     *           }
                     *         ],
                     *         "alt": "text"
                     *       },
                     *       "usage": {
                     *         "input_tokens": 1,
                     *         "output_tokens": 1,
                     *         "cost_nano_usd": 1
                     *       },
                     *       "response_time_ms": 1
                     *     }
                     */
                    "application/json": {
                        chart: {
                            alt: string;
                            baseline: number | null;
                            /** @enum {string} */
                            kind: "bar";
                            series: {
                                name: string;
                                points: {
                                    claim: string;
                                    label: string;
                                }[];
                            }[];
                            title: string;
                            /** @enum {string} */
                            unit: "index" | "percent" | "count";
                        } | null;
                        claims: {
                            flags: ("small_base" | "not_usable" | "wide_rounding" | "order_uncertain" | "inconsistent" | "stated")[];
                            formula: string | null;
                            id: string;
                            label: string;
                            source: {
                                column: string;
                                file: string;
                                row: number;
                                sheet: string | null;
                            } | null;
                            /** @enum {string} */
                            unit: "index" | "percent" | "count" | "rank";
                            value: number;
                        }[];
                        conversation_id: string | null;
                        fallback_reason: string | null;
                        /** @enum {string} */
                        locale: "fr" | "en";
                        message_id: string | null;
                        model: string | null;
                        plan: {
                            /** @default false */
                            advice: boolean;
                            measures: ("index" | "vertical" | "horizontal" | "count")[];
                            /** @enum {string} */
                            operation: "lookup";
                            row: string;
                            segment: string;
                        } | {
                            /** @default false */
                            advice: boolean;
                            /**
                             * @default index
                             * @enum {string}
                             */
                            by: "index" | "vertical" | "horizontal" | "count";
                            group?: string;
                            limit: number;
                            /** @enum {string} */
                            list: "rows" | "segments" | "cells";
                            /** @enum {string} */
                            operation: "top";
                            row?: string;
                            segment?: string;
                        } | {
                            /** @default false */
                            advice: boolean;
                            /**
                             * @default index
                             * @enum {string}
                             */
                            by: "index" | "vertical" | "horizontal" | "count";
                            group?: string;
                            limit: number;
                            /** @enum {string} */
                            list: "rows" | "segments" | "cells";
                            /** @enum {string} */
                            operation: "bottom";
                            row?: string;
                            segment?: string;
                        } | {
                            /** @default false */
                            advice: boolean;
                            group?: string;
                            /** @enum {string} */
                            operation: "profile";
                            row?: string;
                            segment?: string;
                        } | {
                            /** @default false */
                            advice: boolean;
                            /** @enum {string} */
                            axis: "row" | "segment";
                            /**
                             * @default index
                             * @enum {string}
                             */
                            by: "index" | "vertical" | "horizontal" | "count";
                            group?: string;
                            labels: string[];
                            on?: string[];
                            /** @enum {string} */
                            operation: "compare";
                        } | {
                            /** @default false */
                            advice: boolean;
                            conditions: {
                                /** @enum {string} */
                                measure: "index" | "vertical" | "horizontal" | "count";
                                /** @enum {string} */
                                op: "gt" | "gte" | "lt" | "lte" | "between";
                                to?: number;
                                value: number;
                            }[];
                            group?: string;
                            /** @enum {string} */
                            list: "rows" | "segments" | "cells";
                            /** @enum {string} */
                            operation: "filter";
                            row?: string;
                            segment?: string;
                        } | {
                            /** @enum {string} */
                            measure: "index" | "vertical" | "horizontal" | "count";
                            /** @enum {string} */
                            operation: "explain";
                            row: string;
                            segment: string;
                        } | {
                            /** @enum {string} */
                            operation: "define";
                            row?: string;
                            segment?: string;
                            /** @enum {string} */
                            term: "index" | "vertical" | "horizontal" | "count" | "base" | "robustness" | "rounding" | "interview" | "segment" | "affinity_index" | "affinity_rate" | "tgi";
                        } | {
                            /** @enum {string} */
                            operation: "check";
                        } | {
                            /** @enum {string} */
                            operation: "overview";
                        } | null;
                        response_time_ms: number;
                        /** @enum {string} */
                        stage: "data" | "context" | "sql" | "keywords" | "model" | "none";
                        suggestions: string[];
                        table: {
                            columns: {
                                key: string;
                                title: string;
                                /** @enum {string} */
                                unit: "text" | "index" | "percent" | "count";
                            }[];
                            rows: {
                                [key: string]: string | {
                                    claim: string;
                                } | null;
                            }[];
                        } | null;
                        text: string;
                        usage: {
                            cost_nano_usd: number | null;
                            input_tokens: number;
                            output_tokens: number;
                        };
                        warnings: string[];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1DatasetsIdRowsRow: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
                row: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "file": "text",
                     *       "sheet": "text",
                     *       "row": 1,
                     *       "columns": [
                     *         {
                     *           "name": "Cinema-goers",
                     *           "value": "text"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        columns: {
                            name: string;
                            value: string;
                        }[];
                        file: string;
                        row: number;
                        sheet: string | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1DigestRecipients: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                limit?: number;
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "address": "text",
                     *           "frequency": "off",
                     *           "at": "08:00",
                     *           "weekday": 1,
                     *           "locale": "fr",
                     *           "time_zone": "Europe/Paris",
                     *           "project_ids": [
                     *             "019aa5b0-7c1e-7000-8000-000000000000"
                     *           ],
                     *           "added_by": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "confirmed_at": "2026-11-21T10:30:00.000Z",
                     *           "created_at": "2026-11-21T10:30:00.000Z",
                     *           "updated_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["DigestRecipient"][];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1DigestRecipients: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "address": "cliente@example.org",
                 *       "at": "08:00",
                 *       "weekday": 1,
                 *       "locale": "fr",
                 *       "time_zone": "Europe/Paris",
                 *       "project_ids": [
                 *         "019aa5b0-7c1e-7000-8000-000000000000"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @example cliente@example.org */
                    address: string;
                    /**
                     * @description As clocks on the wall show it
                     * @default null
                     * @example 08:00
                     */
                    at?: string | null;
                    /**
                     * @default weekly
                     * @enum {string}
                     */
                    frequency?: "daily" | "weekly" | "both";
                    /** @enum {string} */
                    locale: "fr" | "en";
                    project_ids: string[];
                    /** @example Europe/Paris */
                    time_zone: string;
                    /**
                     * @description 1 = Monday
                     * @default null
                     * @example 1
                     */
                    weekday?: number | null;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "address": "text",
                     *       "frequency": "off",
                     *       "at": "08:00",
                     *       "weekday": 1,
                     *       "locale": "fr",
                     *       "time_zone": "Europe/Paris",
                     *       "project_ids": [
                     *         "019aa5b0-7c1e-7000-8000-000000000000"
                     *       ],
                     *       "added_by": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "confirmed_at": "2026-11-21T10:30:00.000Z",
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["DigestRecipient"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1DigestRecipientsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "address": "text",
                     *       "frequency": "off",
                     *       "at": "08:00",
                     *       "weekday": 1,
                     *       "locale": "fr",
                     *       "time_zone": "Europe/Paris",
                     *       "project_ids": [
                     *         "019aa5b0-7c1e-7000-8000-000000000000"
                     *       ],
                     *       "added_by": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "confirmed_at": "2026-11-21T10:30:00.000Z",
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["DigestRecipient"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    deleteV1DigestRecipientsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    patchV1DigestRecipientsId: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that was read: if somebody changed it since, the answer is 412.
                 * @example "m3k2j1h0"
                 */
                "If-Match"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "at": "08:00",
                 *       "weekday": 1,
                 *       "time_zone": "Europe/Paris"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description As clocks on the wall show it
                     * @example 08:00
                     */
                    at?: string | null;
                    /** @enum {string} */
                    frequency?: "daily" | "weekly" | "both";
                    /** @enum {string} */
                    locale?: "fr" | "en";
                    project_ids?: string[];
                    /** @example Europe/Paris */
                    time_zone?: string;
                    /**
                     * @description 1 = Monday
                     * @example 1
                     */
                    weekday?: number | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "address": "text",
                     *       "frequency": "off",
                     *       "at": "08:00",
                     *       "weekday": 1,
                     *       "locale": "fr",
                     *       "time_zone": "Europe/Paris",
                     *       "project_ids": [
                     *         "019aa5b0-7c1e-7000-8000-000000000000"
                     *       ],
                     *       "added_by": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "confirmed_at": "2026-11-21T10:30:00.000Z",
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["DigestRecipient"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1DigestRecipientsIdAsk: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "address": "text",
                     *       "frequency": "off",
                     *       "at": "08:00",
                     *       "weekday": 1,
                     *       "locale": "fr",
                     *       "time_zone": "Europe/Paris",
                     *       "project_ids": [
                     *         "019aa5b0-7c1e-7000-8000-000000000000"
                     *       ],
                     *       "added_by": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "confirmed_at": "2026-11-21T10:30:00.000Z",
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["DigestRecipient"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1EventsIdUndo: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "project_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "subject_kind": "project",
                     *       "subject_id": "text",
                     *       "subject_name": "text",
                     *       "action": "step.status_changed",
                     *       "changes": {},
                     *       "actor_kind": "text",
                     *       "actor_id": "text",
                     *       "actor": "text",
                     *       "surface": "slack",
                     *       "caused_by": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "undoes": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "undone_by": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "created_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ProjectEvent"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1HealthConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "configured": [
                     *         "text"
                     *       ]
                     *     }
                     */
                    "application/json": {
                        configured: string[];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1HealthDiscord: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "discord": {
                     *         "connected": true,
                     *         "problem": "token",
                     *         "last_ack_at": "2026-11-21T10:30:00.000Z",
                     *         "latency_ms": 1,
                     *         "sessions_left": 1,
                     *         "message_content": true
                     *       }
                     *     }
                     */
                    "application/json": {
                        discord: {
                            connected: boolean;
                            /**
                             * Format: date-time
                             * @description When Discord last answered a heartbeat
                             * @example 2026-11-21T10:30:00.000Z
                             */
                            last_ack_at: string | null;
                            latency_ms: number | null;
                            /** @description Hears threads without a mention */
                            message_content: boolean;
                            /** @example token */
                            problem: string | null;
                            /** @description Sessions that can be begun today; null = not known */
                            sessions_left: number | null;
                        } | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1HealthProviders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "cached_clients": 1,
                     *       "breakers_total": 1,
                     *       "breakers_open": 1,
                     *       "breakers": [
                     *         {
                     *           "tenant_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "llm": "text",
                     *           "provider": "openai",
                     *           "model": "text",
                     *           "state": "closed",
                     *           "opened_at": "2026-11-21T10:30:00.000Z",
                     *           "retry_at": "2026-11-21T10:30:00.000Z",
                     *           "last_failure": "text"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        breakers: {
                            last_failure: string | null;
                            /** @description Name in the registry */
                            llm: string;
                            model: string;
                            /**
                             * Format: date-time
                             * @example 2026-11-21T10:30:00.000Z
                             */
                            opened_at: string | null;
                            /** @enum {string} */
                            provider: "openai" | "anthropic" | "deepseek" | "ollama" | "compatible";
                            /**
                             * Format: date-time
                             * @description From then on one question tries the model again
                             * @example 2026-11-21T10:30:00.000Z
                             */
                            retry_at: string | null;
                            /** @enum {string} */
                            state: "closed" | "open" | "half_open";
                            /** Format: uuid */
                            tenant_id: string;
                        }[];
                        breakers_open: number;
                        breakers_total: number;
                        cached_clients: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1HealthSystem: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "version": "text",
                     *       "node": "text",
                     *       "uptime_seconds": 1,
                     *       "database": "embedded",
                     *       "memory": {
                     *         "rss_bytes": 1,
                     *         "heap_used_bytes": 1,
                     *         "machine_free_bytes": 1,
                     *         "machine_total_bytes": 1
                     *       },
                     *       "cpu": {
                     *         "count": 1,
                     *         "load_average_1m": 1
                     *       },
                     *       "event_loop_delay_ms": {
                     *         "mean": 1,
                     *         "p99": 1
                     *       },
                     *       "disk_free_bytes": 1
                     *     }
                     */
                    "application/json": {
                        cpu: {
                            count: number;
                            load_average_1m: number;
                        };
                        /** @enum {string} */
                        database: "embedded" | "postgres";
                        disk_free_bytes: number;
                        event_loop_delay_ms: {
                            mean: number;
                            p99: number;
                        };
                        memory: {
                            heap_used_bytes: number;
                            machine_free_bytes: number;
                            machine_total_bytes: number;
                            rss_bytes: number;
                        };
                        node: string;
                        uptime_seconds: number;
                        version: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1Jobs: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                kind?: string;
                limit?: number;
                state?: "queued" | "running" | "done" | "failed" | "cancelled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "kind": "person.export",
                     *           "client_id": "acme",
                     *           "state": "queued",
                     *           "progress": 0.5,
                     *           "step": "collect",
                     *           "cancellable": true,
                     *           "result_url": "/v1/jobs/01a00000-0000-7000-8000-0000000000aa/result",
                     *           "result_name": "export.zip",
                     *           "result_bytes": 20480,
                     *           "error": {
                     *             "code": "text",
                     *             "detail": "text"
                     *           },
                     *           "requested_by": "text",
                     *           "created_at": "2026-11-21T10:30:00.000Z",
                     *           "started_at": "2026-11-21T10:30:00.000Z",
                     *           "finished_at": "2026-11-21T10:30:00.000Z",
                     *           "expires_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Job"][];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1JobsId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "kind": "person.export",
                     *       "client_id": "acme",
                     *       "state": "queued",
                     *       "progress": 0.5,
                     *       "step": "collect",
                     *       "cancellable": true,
                     *       "result_url": "/v1/jobs/01a00000-0000-7000-8000-0000000000aa/result",
                     *       "result_name": "export.zip",
                     *       "result_bytes": 20480,
                     *       "error": {
                     *         "code": "text",
                     *         "detail": "text"
                     *       },
                     *       "requested_by": "text",
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "started_at": "2026-11-21T10:30:00.000Z",
                     *       "finished_at": "2026-11-21T10:30:00.000Z",
                     *       "expires_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    deleteV1JobsId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "kind": "person.export",
                     *       "client_id": "acme",
                     *       "state": "queued",
                     *       "progress": 0.5,
                     *       "step": "collect",
                     *       "cancellable": true,
                     *       "result_url": "/v1/jobs/01a00000-0000-7000-8000-0000000000aa/result",
                     *       "result_name": "export.zip",
                     *       "result_bytes": 20480,
                     *       "error": {
                     *         "code": "text",
                     *         "detail": "text"
                     *       },
                     *       "requested_by": "text",
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "started_at": "2026-11-21T10:30:00.000Z",
                     *       "finished_at": "2026-11-21T10:30:00.000Z",
                     *       "expires_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1JobsIdResult: {
        parameters: {
            query?: {
                /** @description Opens it without a sign-in, where a chat gave one out */
                key?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1Llm: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                limit?: number;
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "name": "Cinema-goers",
                     *           "provider": "openai",
                     *           "model": "text",
                     *           "api_key_env": "text",
                     *           "api_url": "text",
                     *           "max_tokens": 1,
                     *           "temperature": 1,
                     *           "is_fallback": true,
                     *           "cost_per_1k_input": 1,
                     *           "cost_per_1k_output": 1,
                     *           "active": true,
                     *           "shutdown_on": "2026-11-21",
                     *           "price_source": "entry",
                     *           "usable": true,
                     *           "why_not": "inactive",
                     *           "created_at": "2026-11-21T10:30:00.000Z",
                     *           "updated_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: {
                            active: boolean;
                            /** @description The name of a variable; its value is nowhere shown */
                            api_key_env: string | null;
                            api_url: string | null;
                            /** @description US dollars, where the tenant pays; null = by the price table */
                            cost_per_1k_input: number | null;
                            cost_per_1k_output: number | null;
                            /**
                             * Format: date-time
                             * @example 2026-11-21T10:30:00.000Z
                             */
                            created_at: string;
                            is_fallback: boolean;
                            max_tokens: number;
                            model: string;
                            name: string;
                            /** @enum {string} */
                            price_source: "entry" | "table" | "free" | "unknown";
                            /** @enum {string} */
                            provider: "openai" | "anthropic" | "deepseek" | "ollama" | "compatible";
                            /**
                             * Format: date
                             * @description The provider ends the model on this day
                             */
                            shutdown_on: string | null;
                            temperature: number | null;
                            /**
                             * Format: date-time
                             * @example 2026-11-21T10:30:00.000Z
                             */
                            updated_at: string;
                            usable: boolean;
                            /** @enum {string|null} */
                            why_not: "inactive" | "shut_down" | "no_address" | "no_key" | "price_unknown" | null;
                        }[];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1LlmName: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "Cinema-goers",
                     *       "provider": "openai",
                     *       "model": "text",
                     *       "api_key_env": "text",
                     *       "api_url": "text",
                     *       "max_tokens": 1,
                     *       "temperature": 1,
                     *       "is_fallback": true,
                     *       "cost_per_1k_input": 1,
                     *       "cost_per_1k_output": 1,
                     *       "active": true,
                     *       "shutdown_on": "2026-11-21",
                     *       "price_source": "entry",
                     *       "usable": true,
                     *       "why_not": "inactive",
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": {
                        active: boolean;
                        /** @description The name of a variable; its value is nowhere shown */
                        api_key_env: string | null;
                        api_url: string | null;
                        /** @description US dollars, where the tenant pays; null = by the price table */
                        cost_per_1k_input: number | null;
                        cost_per_1k_output: number | null;
                        /**
                         * Format: date-time
                         * @example 2026-11-21T10:30:00.000Z
                         */
                        created_at: string;
                        is_fallback: boolean;
                        max_tokens: number;
                        model: string;
                        name: string;
                        /** @enum {string} */
                        price_source: "entry" | "table" | "free" | "unknown";
                        /** @enum {string} */
                        provider: "openai" | "anthropic" | "deepseek" | "ollama" | "compatible";
                        /**
                         * Format: date
                         * @description The provider ends the model on this day
                         */
                        shutdown_on: string | null;
                        temperature: number | null;
                        /**
                         * Format: date-time
                         * @example 2026-11-21T10:30:00.000Z
                         */
                        updated_at: string;
                        usable: boolean;
                        /** @enum {string|null} */
                        why_not: "inactive" | "shut_down" | "no_address" | "no_key" | "price_unknown" | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    putV1LlmName: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that was read: if somebody changed it since, the answer is 412.
                 * @example "m3k2j1h0"
                 */
                "If-Match"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "provider": "openai",
                 *       "model": "text"
                 *     }
                 */
                "application/json": {
                    /** @default true */
                    active?: boolean;
                    /**
                     * @description The deployment’s key of this provider; null = only the tenant’s own credential
                     * @enum {string|null}
                     */
                    api_key_env?: "OPENAI_API_KEY" | "ANTHROPIC_API_KEY" | "DEEPSEEK_API_KEY" | null;
                    /**
                     * @description null = the provider’s. Another one gets the tenant’s own credential, never the deployment’s key
                     * @default null
                     */
                    api_url?: string | null;
                    /**
                     * @description Counts for the tenant’s own key or address; with the deployment’s key the price table does
                     * @default null
                     */
                    cost_per_1k_input?: number | null;
                    /** @default null */
                    cost_per_1k_output?: number | null;
                    /** @default false */
                    is_fallback?: boolean;
                    /** @default 4000 */
                    max_tokens?: number;
                    /** @description What the provider calls it */
                    model: string;
                    name?: string;
                    /** @enum {string} */
                    provider: "openai" | "anthropic" | "deepseek" | "ollama" | "compatible";
                    /** @default null */
                    temperature?: number | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "Cinema-goers",
                     *       "provider": "openai",
                     *       "model": "text",
                     *       "api_key_env": "text",
                     *       "api_url": "text",
                     *       "max_tokens": 1,
                     *       "temperature": 1,
                     *       "is_fallback": true,
                     *       "cost_per_1k_input": 1,
                     *       "cost_per_1k_output": 1,
                     *       "active": true,
                     *       "shutdown_on": "2026-11-21",
                     *       "price_source": "entry",
                     *       "usable": true,
                     *       "why_not": "inactive",
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": {
                        active: boolean;
                        /** @description The name of a variable; its value is nowhere shown */
                        api_key_env: string | null;
                        api_url: string | null;
                        /** @description US dollars, where the tenant pays; null = by the price table */
                        cost_per_1k_input: number | null;
                        cost_per_1k_output: number | null;
                        /**
                         * Format: date-time
                         * @example 2026-11-21T10:30:00.000Z
                         */
                        created_at: string;
                        is_fallback: boolean;
                        max_tokens: number;
                        model: string;
                        name: string;
                        /** @enum {string} */
                        price_source: "entry" | "table" | "free" | "unknown";
                        /** @enum {string} */
                        provider: "openai" | "anthropic" | "deepseek" | "ollama" | "compatible";
                        /**
                         * Format: date
                         * @description The provider ends the model on this day
                         */
                        shutdown_on: string | null;
                        temperature: number | null;
                        /**
                         * Format: date-time
                         * @example 2026-11-21T10:30:00.000Z
                         */
                        updated_at: string;
                        usable: boolean;
                        /** @enum {string|null} */
                        why_not: "inactive" | "shut_down" | "no_address" | "no_key" | "price_unknown" | null;
                    };
                };
            };
            /** @description Created */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "Cinema-goers",
                     *       "provider": "openai",
                     *       "model": "text",
                     *       "api_key_env": "text",
                     *       "api_url": "text",
                     *       "max_tokens": 1,
                     *       "temperature": 1,
                     *       "is_fallback": true,
                     *       "cost_per_1k_input": 1,
                     *       "cost_per_1k_output": 1,
                     *       "active": true,
                     *       "shutdown_on": "2026-11-21",
                     *       "price_source": "entry",
                     *       "usable": true,
                     *       "why_not": "inactive",
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": {
                        active: boolean;
                        /** @description The name of a variable; its value is nowhere shown */
                        api_key_env: string | null;
                        api_url: string | null;
                        /** @description US dollars, where the tenant pays; null = by the price table */
                        cost_per_1k_input: number | null;
                        cost_per_1k_output: number | null;
                        /**
                         * Format: date-time
                         * @example 2026-11-21T10:30:00.000Z
                         */
                        created_at: string;
                        is_fallback: boolean;
                        max_tokens: number;
                        model: string;
                        name: string;
                        /** @enum {string} */
                        price_source: "entry" | "table" | "free" | "unknown";
                        /** @enum {string} */
                        provider: "openai" | "anthropic" | "deepseek" | "ollama" | "compatible";
                        /**
                         * Format: date
                         * @description The provider ends the model on this day
                         */
                        shutdown_on: string | null;
                        temperature: number | null;
                        /**
                         * Format: date-time
                         * @example 2026-11-21T10:30:00.000Z
                         */
                        updated_at: string;
                        usable: boolean;
                        /** @enum {string|null} */
                        why_not: "inactive" | "shut_down" | "no_address" | "no_key" | "price_unknown" | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    deleteV1LlmName: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1LlmUsage: {
        parameters: {
            query?: {
                /** @description First day */
                from?: string;
                group?: "day" | "llm" | "provider" | "purpose" | "assistant" | "member" | "channel" | "outcome";
                /** @description Name of a model: its calls only */
                llm?: string;
                /** @description Last day */
                to?: string;
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": "2026-11-21",
                     *       "to": "2026-11-21",
                     *       "time_zone": "Europe/Paris",
                     *       "group": "day",
                     *       "llm": "text",
                     *       "totals": {
                     *         "calls": 1,
                     *         "requests": 1,
                     *         "input_tokens": 1,
                     *         "cache_read_tokens": 1,
                     *         "cache_write_tokens": 1,
                     *         "output_tokens": 1,
                     *         "reasoning_tokens": 1,
                     *         "cost_nano_usd": 1,
                     *         "unknown_cost_calls": 1,
                     *         "failures": 1
                     *       },
                     *       "groups": [
                     *         {
                     *           "key": "text",
                     *           "calls": 1,
                     *           "requests": 1,
                     *           "input_tokens": 1,
                     *           "cache_read_tokens": 1,
                     *           "cache_write_tokens": 1,
                     *           "output_tokens": 1,
                     *           "reasoning_tokens": 1,
                     *           "cost_nano_usd": 1,
                     *           "unknown_cost_calls": 1,
                     *           "failures": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["UsageReport"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1MeDigest: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "frequency": "off",
                     *       "at": "08:00",
                     *       "weekday": 1,
                     *       "route": "auto",
                     *       "all_projects": true,
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["OwnDigest"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    patchV1MeDigest: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that was read: if somebody changed it since, the answer is 412.
                 * @example "m3k2j1h0"
                 */
                "If-Match"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "at": "08:00",
                 *       "weekday": 1
                 *     }
                 */
                "application/json": {
                    all_projects?: boolean;
                    /**
                     * @description As clocks on the wall show it
                     * @example 08:00
                     */
                    at?: string | null;
                    /** @enum {string} */
                    frequency?: "off" | "daily" | "weekly" | "both";
                    /** @enum {string} */
                    route?: "auto" | "chat" | "mail";
                    /**
                     * @description 1 = Monday
                     * @example 1
                     */
                    weekday?: number | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "frequency": "off",
                     *       "at": "08:00",
                     *       "weekday": 1,
                     *       "route": "auto",
                     *       "all_projects": true,
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["OwnDigest"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1MeExport: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted, goes on in the background */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "kind": "person.export",
                     *       "client_id": "acme",
                     *       "state": "queued",
                     *       "progress": 0.5,
                     *       "step": "collect",
                     *       "cancellable": true,
                     *       "result_url": "/v1/jobs/01a00000-0000-7000-8000-0000000000aa/result",
                     *       "result_name": "export.zip",
                     *       "result_bytes": 20480,
                     *       "error": {
                     *         "code": "text",
                     *         "detail": "text"
                     *       },
                     *       "requested_by": "text",
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "started_at": "2026-11-21T10:30:00.000Z",
                     *       "finished_at": "2026-11-21T10:30:00.000Z",
                     *       "expires_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1MeIdentities: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "text"
                 *     }
                 */
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "platform": "web",
                     *       "workspace_id": "text",
                     *       "account": "U0123ABCD",
                     *       "created_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Identity"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "platform": "web",
                     *       "workspace_id": "text",
                     *       "account": "U0123ABCD",
                     *       "created_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Identity"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1MeLinkCodes: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "7K2MQ-9XD4T",
                     *       "expires_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["LinkCode"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1MePreferences: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "locale": "fr",
                     *       "time_zone": "Europe/Paris",
                     *       "effective_time_zone": "text",
                     *       "hours": {
                     *         "from": "08:00",
                     *         "to": "19:00"
                     *       },
                     *       "frequency": "immediate",
                     *       "channels": {
                     *         "mail": true,
                     *         "chat": true
                     *       },
                     *       "types": {
                     *         "project.updated": false
                     *       },
                     *       "projects": {},
                     *       "types_in_projects": [
                     *         {
                     *           "type": "text",
                     *           "project_id": "019aa5b0-7c1e-7000-8000-000000000000"
                     *         }
                     *       ],
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Preferences"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    patchV1MePreferences: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that was read: if somebody changed it since, the answer is 412.
                 * @example "m3k2j1h0"
                 */
                "If-Match"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "types": {
                 *         "project.updated": false
                 *       },
                 *       "projects": {}
                 *     }
                 */
                "application/json": {
                    channels?: {
                        chat?: boolean;
                        mail?: boolean;
                    };
                    /** @enum {string} */
                    frequency?: "immediate" | "daily" | "weekly";
                    hours?: {
                        from: string;
                        to: string;
                    } | null;
                    /**
                     * @description null = as the platform or the tenant says
                     * @enum {string|null}
                     */
                    locale?: "fr" | "en" | null;
                    /** @example {} */
                    projects?: {
                        [key: string]: boolean;
                    };
                    time_zone?: string | null;
                    /**
                     * @example {
                     *       "project.updated": false
                     *     }
                     */
                    types?: {
                        [key: string]: boolean;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "locale": "fr",
                     *       "time_zone": "Europe/Paris",
                     *       "effective_time_zone": "text",
                     *       "hours": {
                     *         "from": "08:00",
                     *         "to": "19:00"
                     *       },
                     *       "frequency": "immediate",
                     *       "channels": {
                     *         "mail": true,
                     *         "chat": true
                     *       },
                     *       "types": {
                     *         "project.updated": false
                     *       },
                     *       "projects": {},
                     *       "types_in_projects": [
                     *         {
                     *           "type": "text",
                     *           "project_id": "019aa5b0-7c1e-7000-8000-000000000000"
                     *         }
                     *       ],
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Preferences"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1MessagesIdFeedback: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "rating": "up"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    rating: "up" | "down";
                    reason?: string | null;
                };
            };
        };
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1Notifications: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                limit?: number;
                project_id?: string;
                state?: "unread" | "read" | "archived";
                type?: "project.created" | "project.updated" | "project.status_changed" | "project.priority_changed" | "project.off" | "project.on" | "project.late" | "project.progress_25_50_75_100" | "project.completed" | "project.rejected" | "project.deleted" | "phase.started" | "phase.completed" | "phase.reopened" | "phase.ignored" | "phase.due_soon" | "phase.late" | "step.assigned" | "step.status_changed" | "step.due_soon" | "step.late" | "step.completed" | "task.assigned" | "task.status_changed" | "task.due_soon" | "task.late" | "task.unblocked" | "member.added" | "member.removed" | "permission.changed" | "role.changed" | "document.generated" | "document.uploaded" | "document.validation_requested" | "document.validated" | "document.rejected" | "document.commented" | "document.comment_replied" | "document.new_version" | "assistant.created" | "assistant.failed" | "dataset.check_failed" | "plan.generated" | "flow.unfinished" | "export.ready" | "quota.80" | "quota.100" | "llm.fallback_active" | "auth.suspicious" | "server.errors" | "service.down" | "delivery.failed" | "install.added" | "credential.failing" | "model.shutdown" | "install.removed" | "sign_in.failing" | "schedule.failed" | "identity.linked" | "password.changed" | "session.reused" | "privacy.exported" | "password.reset" | "invitation" | "privacy.erased" | "tenant.leaving" | "tenant.welcome";
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "type": "step.assigned",
                     *           "category": "projects",
                     *           "priority": "low",
                     *           "icon": "🔹",
                     *           "title": "Étape attribuée",
                     *           "message": "What is the index of cinema-goers?",
                     *           "state": "unread",
                     *           "read": true,
                     *           "rule": "responsible",
                     *           "project": {
                     *             "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *             "name": "Cinema-goers"
                     *           },
                     *           "phase": {
                     *             "code": "text",
                     *             "name": "Cinema-goers"
                     *           },
                     *           "step": {
                     *             "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *             "name": "Cinema-goers"
                     *           },
                     *           "task": {
                     *             "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *             "name": "Cinema-goers"
                     *           },
                     *           "actor": {
                     *             "kind": "text",
                     *             "id": "text",
                     *             "label": "text"
                     *           },
                     *           "data": {},
                     *           "created_at": "2026-11-21T10:30:00.000Z",
                     *           "read_at": "2026-11-21T10:30:00.000Z",
                     *           "archived_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text",
                     *       "unread_count": 1
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Notification"][];
                        next_cursor: string | null;
                        /** @description Of all that the caller has not read, counted up to 10,000 */
                        unread_count: number;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1NotificationsIdMute: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "scope": "type"
                 *     }
                 */
                "application/json": {
                    /**
                     * @default type
                     * @enum {string}
                     */
                    scope?: "type" | "project" | "type_in_project";
                };
            };
        };
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1NotificationsIdWhy: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "rule": "responsible",
                     *       "text": "help",
                     *       "type": "step.assigned",
                     *       "mute": [
                     *         "type"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["NotificationReason"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1NotificationsArchive: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "all": true
                 *     }
                 */
                "application/json": {
                    ids: string[];
                } | {
                    /** @enum {boolean} */
                    all: true;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "changed": 1,
                     *       "unread_count": 1
                     *     }
                     */
                    "application/json": {
                        changed: number;
                        /** @description Of all that the caller has not read, counted up to 10,000 */
                        unread_count: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1NotificationsFeed: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "unread_count": 1,
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "type": "step.assigned",
                     *           "category": "projects",
                     *           "priority": "low",
                     *           "icon": "🔹",
                     *           "title": "Étape attribuée",
                     *           "message": "What is the index of cinema-goers?",
                     *           "state": "unread",
                     *           "read": true,
                     *           "rule": "responsible",
                     *           "project": {
                     *             "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *             "name": "Cinema-goers"
                     *           },
                     *           "phase": {
                     *             "code": "text",
                     *             "name": "Cinema-goers"
                     *           },
                     *           "step": {
                     *             "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *             "name": "Cinema-goers"
                     *           },
                     *           "task": {
                     *             "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *             "name": "Cinema-goers"
                     *           },
                     *           "actor": {
                     *             "kind": "text",
                     *             "id": "text",
                     *             "label": "text"
                     *           },
                     *           "data": {},
                     *           "created_at": "2026-11-21T10:30:00.000Z",
                     *           "read_at": "2026-11-21T10:30:00.000Z",
                     *           "archived_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["NotificationFeed"];
                    /** @example text */
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1NotificationsLog: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                limit?: number;
                person_id?: string;
                result?: "sent" | "unknown" | "failed" | "skipped";
                route?: "slack" | "discord" | "mail" | "digest" | "none";
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "created_at": "2026-11-21T10:30:00.000Z",
                     *           "settled_at": "2026-11-21T10:30:00.000Z",
                     *           "to": {
                     *             "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *             "name": "Cinema-goers"
                     *           },
                     *           "route": "slack",
                     *           "workspace": "text",
                     *           "target": "text",
                     *           "types": [
                     *             "step.assigned"
                     *           ],
                     *           "result": "sent",
                     *           "reason": "discord_50007",
                     *           "redelivers": "019aa5b0-7c1e-7000-8000-000000000000"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["NotificationSend"][];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1NotificationsLogIdRedeliver: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted, goes on in the background */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000"
                     *     }
                     */
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description Of the new message in the log
                         */
                        id: string;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1NotificationsMarkRead: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "all": true
                 *     }
                 */
                "application/json": {
                    ids: string[];
                } | {
                    /** @enum {boolean} */
                    all: true;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "changed": 1,
                     *       "unread_count": 1
                     *     }
                     */
                    "application/json": {
                        changed: number;
                        /** @description Of all that the caller has not read, counted up to 10,000 */
                        unread_count: number;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1NotificationsTypes: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "code": "step.assigned",
                     *           "label": "text",
                     *           "audience": "general",
                     *           "priority": "low",
                     *           "category": "projects",
                     *           "rule": "text",
                     *           "can_be_muted": true,
                     *           "in_inbox": true
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["NotificationType"][];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1Permissions: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "code": "projects:create",
                     *           "domain": "projects",
                     *           "action": "create",
                     *           "labels": {
                     *             "fr": "Créer des projets",
                     *             "en": "Create projects"
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Permission"][];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1Phases: {
        parameters: {
            query?: {
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "code": "needs",
                     *           "name": "Cinema-goers",
                     *           "position": 1
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": {
                        items: {
                            /** @enum {string} */
                            code: "needs" | "feasibility" | "design" | "development" | "launch" | "retirement";
                            /** @description In the language of the request */
                            name: string;
                            position: number;
                        }[];
                        next_cursor: null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1Projects: {
        parameters: {
            query?: {
                /** @description Projects that are off are left out unless asked for */
                active?: "true" | "false" | "all";
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Only the one that was made last */
                default?: "latest";
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                /** @description Also as columns, `limit` of each; no pages */
                group?: "status";
                late?: "true" | "false";
                limit?: number;
                /** @description This person takes part */
                member?: string;
                priority?: "high" | "medium" | "intermediate" | "low";
                /** @description In the name, whatever the case and the accents */
                q?: string;
                /** @description Somebody of this service takes part */
                service?: string;
                /** @description `late`: its end is over and it is neither done nor rejected */
                status?: "pending" | "in_progress" | "done" | "rejected" | "late";
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "name": "Cinema-goers",
                     *           "description": "text",
                     *           "status": "pending",
                     *           "priority": "high",
                     *           "active": true,
                     *           "owner_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "start_on": "2026-11-21",
                     *           "end_on": "2026-11-21",
                     *           "baseline_end_on": "2026-11-21",
                     *           "slip_days": 1,
                     *           "late": true,
                     *           "progress": 1,
                     *           "created_at": "2026-11-21T10:30:00.000Z",
                     *           "updated_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text",
                     *       "groups": [
                     *         {
                     *           "status": "pending",
                     *           "count": 1,
                     *           "items": [
                     *             {
                     *               "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *               "name": "Cinema-goers",
                     *               "description": "text",
                     *               "status": "pending",
                     *               "priority": "high",
                     *               "active": true,
                     *               "owner_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *               "start_on": "2026-11-21",
                     *               "end_on": "2026-11-21",
                     *               "baseline_end_on": "2026-11-21",
                     *               "slip_days": 1,
                     *               "late": true,
                     *               "progress": 1,
                     *               "created_at": "2026-11-21T10:30:00.000Z",
                     *               "updated_at": "2026-11-21T10:30:00.000Z"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        /** @description With `group=status` */
                        groups?: {
                            /** @description Of all, shown or not */
                            count: number;
                            items: components["schemas"]["Project"][];
                            /** @enum {string} */
                            status: "pending" | "in_progress" | "done" | "rejected";
                        }[];
                        items: components["schemas"]["Project"][];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1Projects: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Lancement fibre"
                 *     }
                 */
                "application/json": {
                    /** @description A project that is off is hidden and tells nobody anything */
                    active?: boolean;
                    description?: string;
                    /** Format: date */
                    end_on?: string | null;
                    /** @example Lancement fibre */
                    name: string;
                    /**
                     * Format: uuid
                     * @description Who answers for it; becomes a member
                     */
                    owner_id?: string | null;
                    /** @enum {string} */
                    priority?: "high" | "medium" | "intermediate" | "low";
                    /** Format: date */
                    start_on?: string | null;
                    /**
                     * @description `late` is none: it follows from `end_on`
                     * @enum {string}
                     */
                    status?: "pending" | "in_progress" | "done" | "rejected";
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "name": "Cinema-goers",
                     *       "description": "text",
                     *       "status": "pending",
                     *       "priority": "high",
                     *       "active": true,
                     *       "owner_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "start_on": "2026-11-21",
                     *       "end_on": "2026-11-21",
                     *       "baseline_end_on": "2026-11-21",
                     *       "slip_days": 1,
                     *       "late": true,
                     *       "progress": 1,
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Project"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1ProjectsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "name": "Cinema-goers",
                     *       "description": "text",
                     *       "status": "pending",
                     *       "priority": "high",
                     *       "active": true,
                     *       "owner_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "start_on": "2026-11-21",
                     *       "end_on": "2026-11-21",
                     *       "baseline_end_on": "2026-11-21",
                     *       "slip_days": 1,
                     *       "late": true,
                     *       "progress": 1,
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Project"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    deleteV1ProjectsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    patchV1ProjectsId: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that was read: if somebody changed it since, the answer is 412.
                 * @example "m3k2j1h0"
                 */
                "If-Match"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Cinema-goers"
                 *     }
                 */
                "application/json": {
                    /** @description A project that is off is hidden and tells nobody anything */
                    active?: boolean;
                    description?: string;
                    /** Format: date */
                    end_on?: string | null;
                    name?: string;
                    /**
                     * Format: uuid
                     * @description Who answers for it; becomes a member
                     */
                    owner_id?: string | null;
                    /** @enum {string} */
                    priority?: "high" | "medium" | "intermediate" | "low";
                    /** Format: date */
                    start_on?: string | null;
                    /**
                     * @description `late` is none: it follows from `end_on`
                     * @enum {string}
                     */
                    status?: "pending" | "in_progress" | "done" | "rejected";
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "name": "Cinema-goers",
                     *       "description": "text",
                     *       "status": "pending",
                     *       "priority": "high",
                     *       "active": true,
                     *       "owner_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "start_on": "2026-11-21",
                     *       "end_on": "2026-11-21",
                     *       "baseline_end_on": "2026-11-21",
                     *       "slip_days": 1,
                     *       "late": true,
                     *       "progress": 1,
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Project"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1ProjectsIdChannels: {
        parameters: {
            query?: {
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "install_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "platform": "slack",
                     *           "workspace": "text",
                     *           "channel_id": "text",
                     *           "created_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["ProjectChannel"][];
                        next_cursor: null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1ProjectsIdChannels: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "install_id": "019aa5b0-7c1e-7000-8000-000000000000",
                 *       "channel_id": "C0123456789"
                 *     }
                 */
                "application/json": {
                    /** @example C0123456789 */
                    channel_id: string;
                    /**
                     * Format: uuid
                     * @description The workspace or guild: `id` in the list of installs
                     */
                    install_id: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "install_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "platform": "slack",
                     *       "workspace": "text",
                     *       "channel_id": "text",
                     *       "created_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ProjectChannel"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    deleteV1ProjectsIdChannelsBindingId: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                binding_id: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1ProjectsIdHistory: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                limit?: number;
                subject_id?: string;
                subject_kind?: "project" | "phase" | "step" | "task" | "member" | "permission" | "channel";
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "project_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "subject_kind": "project",
                     *           "subject_id": "text",
                     *           "subject_name": "text",
                     *           "action": "step.status_changed",
                     *           "changes": {},
                     *           "actor_kind": "text",
                     *           "actor_id": "text",
                     *           "actor": "text",
                     *           "surface": "slack",
                     *           "caused_by": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "undoes": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "undone_by": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "created_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["ProjectEvent"][];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1ProjectsIdMembers: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                limit?: number;
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "person_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "full_name": "Camille Martin",
                     *           "role": "text",
                     *           "service_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "service": "text",
                     *           "owner": true,
                     *           "created_at": "2026-11-21T10:30:00.000Z",
                     *           "updated_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["ProjectMember"][];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1ProjectsIdMembers: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "person_id": "019aa5b0-7c1e-7000-8000-000000000000"
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    person_id: string;
                    role?: string | null;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "person_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "full_name": "Camille Martin",
                     *       "role": "text",
                     *       "service_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "service": "text",
                     *       "owner": true,
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ProjectMember"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    deleteV1ProjectsIdMembersPersonId: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
                person_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    patchV1ProjectsIdMembersPersonId: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that was read: if somebody changed it since, the answer is 412.
                 * @example "m3k2j1h0"
                 */
                "If-Match"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
                person_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "text"
                 *     }
                 */
                "application/json": {
                    role?: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "person_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "full_name": "Camille Martin",
                     *       "role": "text",
                     *       "service_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "service": "text",
                     *       "owner": true,
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ProjectMember"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1ProjectsIdPermissions: {
        parameters: {
            query?: {
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "person_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "permissions": [
                     *             "view"
                     *           ]
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["ProjectPermissions"][];
                        next_cursor: null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    putV1ProjectsIdPermissionsPersonId: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
                person_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "permissions": [
                 *         "view"
                 *       ]
                 *     }
                 */
                "application/json": {
                    permissions: ("view" | "edit" | "delete" | "approve")[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "person_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "permissions": [
                     *         "view"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ProjectPermissions"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1ProjectsIdPhases: {
        parameters: {
            query?: {
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "code": "needs",
                     *           "name": "Cinema-goers",
                     *           "position": 1,
                     *           "status": "pending",
                     *           "ignored": true,
                     *           "completed": true,
                     *           "start_on": "2026-11-21",
                     *           "end_on": "2026-11-21",
                     *           "baseline_end_on": "2026-11-21",
                     *           "slip_days": 1,
                     *           "late": true,
                     *           "progress": 1,
                     *           "steps": 1,
                     *           "steps_done": 1,
                     *           "created_at": "2026-11-21T10:30:00.000Z",
                     *           "updated_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["ProjectPhase"][];
                        next_cursor: null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1ProjectsIdPhasesCode: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                code: "needs" | "feasibility" | "design" | "development" | "launch" | "retirement";
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "needs",
                     *       "name": "Cinema-goers",
                     *       "position": 1,
                     *       "status": "pending",
                     *       "ignored": true,
                     *       "completed": true,
                     *       "start_on": "2026-11-21",
                     *       "end_on": "2026-11-21",
                     *       "baseline_end_on": "2026-11-21",
                     *       "slip_days": 1,
                     *       "late": true,
                     *       "progress": 1,
                     *       "steps": 1,
                     *       "steps_done": 1,
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ProjectPhase"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    patchV1ProjectsIdPhasesCode: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that was read: if somebody changed it since, the answer is 412.
                 * @example "m3k2j1h0"
                 */
                "If-Match"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                code: "needs" | "feasibility" | "design" | "development" | "launch" | "retirement";
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "status": "pending"
                 *     }
                 */
                "application/json": {
                    /** @description The same as `status` `done`, or no longer */
                    completed?: boolean;
                    /** Format: date */
                    end_on?: string | null;
                    /** @description It does not weigh in the progress of the project */
                    ignored?: boolean;
                    /** Format: date */
                    start_on?: string | null;
                    /** @enum {string} */
                    status?: "pending" | "in_progress" | "done" | "ignored";
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "needs",
                     *       "name": "Cinema-goers",
                     *       "position": 1,
                     *       "status": "pending",
                     *       "ignored": true,
                     *       "completed": true,
                     *       "start_on": "2026-11-21",
                     *       "end_on": "2026-11-21",
                     *       "baseline_end_on": "2026-11-21",
                     *       "slip_days": 1,
                     *       "late": true,
                     *       "progress": 1,
                     *       "steps": 1,
                     *       "steps_done": 1,
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ProjectPhase"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1ProjectsIdSteps: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                limit?: number;
                /** @description Whose they are */
                owner?: string;
                phase?: "needs" | "feasibility" | "design" | "development" | "launch" | "retirement";
                status?: "pending" | "in_progress" | "done" | "cancelled";
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "project_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "phase": "needs",
                     *           "name": "Cinema-goers",
                     *           "description": "text",
                     *           "status": "pending",
                     *           "priority": "low",
                     *           "progress": 1,
                     *           "owner_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "start_on": "2026-11-21",
                     *           "end_on": "2026-11-21",
                     *           "baseline_end_on": "2026-11-21",
                     *           "slip_days": 1,
                     *           "late": true,
                     *           "created_at": "2026-11-21T10:30:00.000Z",
                     *           "updated_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["ProjectStep"][];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1ProjectsIdSteps: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Maquettes",
                 *       "phase": "needs"
                 *     }
                 */
                "application/json": {
                    description?: string;
                    /** Format: date */
                    end_on?: string | null;
                    /** @example Maquettes */
                    name: string;
                    /**
                     * Format: uuid
                     * @description A member of the project
                     */
                    owner_id?: string | null;
                    /** @enum {string} */
                    phase: "needs" | "feasibility" | "design" | "development" | "launch" | "retirement";
                    /** @enum {string} */
                    priority?: "low" | "normal" | "high" | "critical";
                    /** @description Percent. 100 without a status finishes the step */
                    progress?: number;
                    /** Format: date */
                    start_on?: string | null;
                    /** @enum {string} */
                    status?: "pending" | "in_progress" | "done" | "cancelled";
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "project_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "phase": "needs",
                     *       "name": "Cinema-goers",
                     *       "description": "text",
                     *       "status": "pending",
                     *       "priority": "low",
                     *       "progress": 1,
                     *       "owner_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "start_on": "2026-11-21",
                     *       "end_on": "2026-11-21",
                     *       "baseline_end_on": "2026-11-21",
                     *       "slip_days": 1,
                     *       "late": true,
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ProjectStep"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1ProjectsIdStepsStepId: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
                step_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "project_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "phase": "needs",
                     *       "name": "Cinema-goers",
                     *       "description": "text",
                     *       "status": "pending",
                     *       "priority": "low",
                     *       "progress": 1,
                     *       "owner_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "start_on": "2026-11-21",
                     *       "end_on": "2026-11-21",
                     *       "baseline_end_on": "2026-11-21",
                     *       "slip_days": 1,
                     *       "late": true,
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ProjectStep"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    deleteV1ProjectsIdStepsStepId: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
                step_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    patchV1ProjectsIdStepsStepId: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that was read: if somebody changed it since, the answer is 412.
                 * @example "m3k2j1h0"
                 */
                "If-Match"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
                step_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Cinema-goers"
                 *     }
                 */
                "application/json": {
                    description?: string;
                    /** Format: date */
                    end_on?: string | null;
                    name?: string;
                    /**
                     * Format: uuid
                     * @description A member of the project
                     */
                    owner_id?: string | null;
                    /** @enum {string} */
                    phase?: "needs" | "feasibility" | "design" | "development" | "launch" | "retirement";
                    /** @enum {string} */
                    priority?: "low" | "normal" | "high" | "critical";
                    /** @description Percent. 100 without a status finishes the step */
                    progress?: number;
                    /** Format: date */
                    start_on?: string | null;
                    /** @enum {string} */
                    status?: "pending" | "in_progress" | "done" | "cancelled";
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "project_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "phase": "needs",
                     *       "name": "Cinema-goers",
                     *       "description": "text",
                     *       "status": "pending",
                     *       "priority": "low",
                     *       "progress": 1,
                     *       "owner_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "start_on": "2026-11-21",
                     *       "end_on": "2026-11-21",
                     *       "baseline_end_on": "2026-11-21",
                     *       "slip_days": 1,
                     *       "late": true,
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ProjectStep"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1ProjectsIdTasks: {
        parameters: {
            query?: {
                /** @description Whose they are */
                assignee?: string;
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                late?: "true" | "false";
                limit?: number;
                status?: "pending" | "in_progress" | "done" | "cancelled";
                step?: string;
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "project_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "step_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "name": "Cinema-goers",
                     *           "description": "text",
                     *           "status": "pending",
                     *           "priority": "low",
                     *           "assignee_ids": [
                     *             "019aa5b0-7c1e-7000-8000-000000000000"
                     *           ],
                     *           "depends_on": [
                     *             "019aa5b0-7c1e-7000-8000-000000000000"
                     *           ],
                     *           "blocked_by": [
                     *             "019aa5b0-7c1e-7000-8000-000000000000"
                     *           ],
                     *           "due_on": "2026-11-21",
                     *           "late": true,
                     *           "created_at": "2026-11-21T10:30:00.000Z",
                     *           "updated_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["ProjectTask"][];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1ProjectsIdTasks: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Relire le brief"
                 *     }
                 */
                "application/json": {
                    /** @description Members of the project */
                    assignee_ids?: string[];
                    /** @description Tasks of the project that are to be finished before */
                    depends_on?: string[];
                    description?: string;
                    /** Format: date */
                    due_on?: string | null;
                    /** @example Relire le brief */
                    name: string;
                    /** @enum {string} */
                    priority?: "low" | "normal" | "high" | "critical";
                    /** @enum {string} */
                    status?: "pending" | "in_progress" | "done" | "cancelled";
                    /** Format: uuid */
                    step_id?: string | null;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "project_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "step_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "name": "Cinema-goers",
                     *       "description": "text",
                     *       "status": "pending",
                     *       "priority": "low",
                     *       "assignee_ids": [
                     *         "019aa5b0-7c1e-7000-8000-000000000000"
                     *       ],
                     *       "depends_on": [
                     *         "019aa5b0-7c1e-7000-8000-000000000000"
                     *       ],
                     *       "blocked_by": [
                     *         "019aa5b0-7c1e-7000-8000-000000000000"
                     *       ],
                     *       "due_on": "2026-11-21",
                     *       "late": true,
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ProjectTask"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1ProjectsIdTasksTaskId: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "project_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "step_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "name": "Cinema-goers",
                     *       "description": "text",
                     *       "status": "pending",
                     *       "priority": "low",
                     *       "assignee_ids": [
                     *         "019aa5b0-7c1e-7000-8000-000000000000"
                     *       ],
                     *       "depends_on": [
                     *         "019aa5b0-7c1e-7000-8000-000000000000"
                     *       ],
                     *       "blocked_by": [
                     *         "019aa5b0-7c1e-7000-8000-000000000000"
                     *       ],
                     *       "due_on": "2026-11-21",
                     *       "late": true,
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ProjectTask"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    deleteV1ProjectsIdTasksTaskId: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    patchV1ProjectsIdTasksTaskId: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that was read: if somebody changed it since, the answer is 412.
                 * @example "m3k2j1h0"
                 */
                "If-Match"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
                task_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Cinema-goers"
                 *     }
                 */
                "application/json": {
                    /** @description Members of the project */
                    assignee_ids?: string[];
                    /** @description Tasks of the project that are to be finished before */
                    depends_on?: string[];
                    description?: string;
                    /** Format: date */
                    due_on?: string | null;
                    name?: string;
                    /** @enum {string} */
                    priority?: "low" | "normal" | "high" | "critical";
                    /** @enum {string} */
                    status?: "pending" | "in_progress" | "done" | "cancelled";
                    /** Format: uuid */
                    step_id?: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "project_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "step_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "name": "Cinema-goers",
                     *       "description": "text",
                     *       "status": "pending",
                     *       "priority": "low",
                     *       "assignee_ids": [
                     *         "019aa5b0-7c1e-7000-8000-000000000000"
                     *       ],
                     *       "depends_on": [
                     *         "019aa5b0-7c1e-7000-8000-000000000000"
                     *       ],
                     *       "blocked_by": [
                     *         "019aa5b0-7c1e-7000-8000-000000000000"
                     *       ],
                     *       "due_on": "2026-11-21",
                     *       "late": true,
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ProjectTask"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1Roles: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                limit?: number;
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "code": "text",
                     *           "name": "Cinema-goers",
                     *           "is_system": true,
                     *           "permissions": [
                     *             "projects:create"
                     *           ],
                     *           "created_at": "2026-11-21T10:30:00.000Z",
                     *           "updated_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Role"][];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1Roles: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "planner",
                 *       "name": "Media-planning",
                 *       "permissions": [
                 *         "projects:create",
                 *         "projects:view"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Never changes
                     * @example planner
                     */
                    code: string;
                    /** @example Media-planning */
                    name: string;
                    /**
                     * @description Of `GET /v1/permissions`. Nobody gives one away without having it (403).
                     * @example [
                     *       "projects:create",
                     *       "projects:view"
                     *     ]
                     */
                    permissions: ("projects:create" | "projects:view" | "projects:edit" | "projects:delete" | "projects:approve" | "studies:approve" | "phases:complete" | "phases:ignore" | "steps:create" | "steps:edit" | "steps:delete" | "tasks:create" | "tasks:edit" | "tasks:delete" | "tasks:assign" | "members:manage" | "documents:view" | "documents:create" | "documents:generate" | "documents:upload" | "documents:comment" | "documents:approve" | "documents:reject" | "documents:delete" | "assistants:use" | "assistants:create" | "assistants:edit" | "assistants:delete" | "datasets:upload" | "datasets:query" | "plans:create" | "plans:generate" | "plans:export" | "analytics:view" | "analytics:export" | "notifications:broadcast" | "users:manage" | "roles:manage" | "services:manage" | "quotas:view" | "quotas:manage" | "llm:manage" | "schedules:manage" | "audit:view" | "installs:manage" | "credentials:manage" | "conversations:view" | "conversations:delete" | "retention:manage" | "jobs:view")[];
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "code": "text",
                     *       "name": "Cinema-goers",
                     *       "is_system": true,
                     *       "permissions": [
                     *         "projects:create"
                     *       ],
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Role"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1RolesId: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "code": "text",
                     *       "name": "Cinema-goers",
                     *       "is_system": true,
                     *       "permissions": [
                     *         "projects:create"
                     *       ],
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Role"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    deleteV1RolesId: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    patchV1RolesId: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that was read: if somebody changed it since, the answer is 412.
                 * @example "m3k2j1h0"
                 */
                "If-Match"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Media-planning",
                 *       "permissions": [
                 *         "projects:create",
                 *         "projects:view"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @example Media-planning */
                    name?: string;
                    /**
                     * @description Of `GET /v1/permissions`. Nobody gives one away without having it (403).
                     * @example [
                     *       "projects:create",
                     *       "projects:view"
                     *     ]
                     */
                    permissions?: ("projects:create" | "projects:view" | "projects:edit" | "projects:delete" | "projects:approve" | "studies:approve" | "phases:complete" | "phases:ignore" | "steps:create" | "steps:edit" | "steps:delete" | "tasks:create" | "tasks:edit" | "tasks:delete" | "tasks:assign" | "members:manage" | "documents:view" | "documents:create" | "documents:generate" | "documents:upload" | "documents:comment" | "documents:approve" | "documents:reject" | "documents:delete" | "assistants:use" | "assistants:create" | "assistants:edit" | "assistants:delete" | "datasets:upload" | "datasets:query" | "plans:create" | "plans:generate" | "plans:export" | "analytics:view" | "analytics:export" | "notifications:broadcast" | "users:manage" | "roles:manage" | "services:manage" | "quotas:view" | "quotas:manage" | "llm:manage" | "schedules:manage" | "audit:view" | "installs:manage" | "credentials:manage" | "conversations:view" | "conversations:delete" | "retention:manage" | "jobs:view")[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "code": "text",
                     *       "name": "Cinema-goers",
                     *       "is_system": true,
                     *       "permissions": [
                     *         "projects:create"
                     *       ],
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Role"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    putV1RolesIdPermissions: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that was read: if somebody changed it since, the answer is 412.
                 * @example "m3k2j1h0"
                 */
                "If-Match"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "permissions": [
                 *         "projects:create",
                 *         "projects:view"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Of `GET /v1/permissions`. Nobody gives one away without having it (403).
                     * @example [
                     *       "projects:create",
                     *       "projects:view"
                     *     ]
                     */
                    permissions: ("projects:create" | "projects:view" | "projects:edit" | "projects:delete" | "projects:approve" | "studies:approve" | "phases:complete" | "phases:ignore" | "steps:create" | "steps:edit" | "steps:delete" | "tasks:create" | "tasks:edit" | "tasks:delete" | "tasks:assign" | "members:manage" | "documents:view" | "documents:create" | "documents:generate" | "documents:upload" | "documents:comment" | "documents:approve" | "documents:reject" | "documents:delete" | "assistants:use" | "assistants:create" | "assistants:edit" | "assistants:delete" | "datasets:upload" | "datasets:query" | "plans:create" | "plans:generate" | "plans:export" | "analytics:view" | "analytics:export" | "notifications:broadcast" | "users:manage" | "roles:manage" | "services:manage" | "quotas:view" | "quotas:manage" | "llm:manage" | "schedules:manage" | "audit:view" | "installs:manage" | "credentials:manage" | "conversations:view" | "conversations:delete" | "retention:manage" | "jobs:view")[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "code": "text",
                     *       "name": "Cinema-goers",
                     *       "is_system": true,
                     *       "permissions": [
                     *         "projects:create"
                     *       ],
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Role"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1Schedules: {
        parameters: {
            query?: {
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "kind": "digest.daily",
                     *           "at": "08:00",
                     *           "weekday": 1,
                     *           "time_zone": "Europe/Paris",
                     *           "paused": true,
                     *           "pausable": true,
                     *           "previewable": true,
                     *           "send_empty": true,
                     *           "owner_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "next_at": "2026-11-21T10:30:00.000Z",
                     *           "last_run": {
                     *             "state": "running",
                     *             "at": "2026-11-21T10:30:00.000Z"
                     *           },
                     *           "created_at": "2026-11-21T10:30:00.000Z",
                     *           "updated_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Schedule"][];
                        next_cursor: null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1SchedulesId: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                /** @description Its id, or its kind such as `digest.daily` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "kind": "digest.daily",
                     *       "at": "08:00",
                     *       "weekday": 1,
                     *       "time_zone": "Europe/Paris",
                     *       "paused": true,
                     *       "pausable": true,
                     *       "previewable": true,
                     *       "send_empty": true,
                     *       "owner_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "next_at": "2026-11-21T10:30:00.000Z",
                     *       "last_run": {
                     *         "state": "running",
                     *         "at": "2026-11-21T10:30:00.000Z"
                     *       },
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Schedule"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    patchV1SchedulesId: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that was read: if somebody changed it since, the answer is 412.
                 * @example "m3k2j1h0"
                 */
                "If-Match"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                /** @description Its id, or its kind such as `digest.daily` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "at": "08:00",
                 *       "weekday": 1
                 *     }
                 */
                "application/json": {
                    /**
                     * @description As clocks on the wall show it
                     * @example 08:00
                     */
                    at?: string;
                    paused?: boolean;
                    send_empty?: boolean;
                    /**
                     * @description 1 = Monday
                     * @example 1
                     */
                    weekday?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "kind": "digest.daily",
                     *       "at": "08:00",
                     *       "weekday": 1,
                     *       "time_zone": "Europe/Paris",
                     *       "paused": true,
                     *       "pausable": true,
                     *       "previewable": true,
                     *       "send_empty": true,
                     *       "owner_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "next_at": "2026-11-21T10:30:00.000Z",
                     *       "last_run": {
                     *         "state": "running",
                     *         "at": "2026-11-21T10:30:00.000Z"
                     *       },
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Schedule"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1SchedulesIdPreview: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                /** @description Its id, or its kind such as `digest.daily` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "person_id": "019aa5b0-7c1e-7000-8000-000000000000"
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    person_id: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "would_send": true,
                     *       "reason": "text",
                     *       "route": "text",
                     *       "subject": "text",
                     *       "text": "help",
                     *       "html": "text",
                     *       "content": null
                     *     }
                     */
                    "application/json": components["schemas"]["SchedulePreview"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1SchedulesIdRun: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                /** @description Its id, or its kind such as `digest.daily` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted, goes on in the background */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "schedule_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "run": "text",
                     *       "state": "running",
                     *       "shares": 1,
                     *       "covers_from": "2026-11-21T10:30:00.000Z",
                     *       "covers_to": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["ScheduleRun"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1ServiceTokens: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                limit?: number;
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "name": "Cinema-goers",
                     *           "scopes": [
                     *             "assistants:use"
                     *           ],
                     *           "created_by": "person:018f…",
                     *           "expires_at": "2026-11-21T10:30:00.000Z",
                     *           "last_used_at": "2026-11-21T10:30:00.000Z",
                     *           "revoked_at": "2026-11-21T10:30:00.000Z",
                     *           "created_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["ServiceToken"][];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1ServiceTokens: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Nightly export",
                 *       "scopes": [
                 *         "assistants:use"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @default 1 */
                    expires_in_days?: number;
                    /** @example Nightly export */
                    name: string;
                    /**
                     * @example [
                     *       "assistants:use"
                     *     ]
                     */
                    scopes: ("projects:create" | "projects:view" | "projects:edit" | "projects:delete" | "projects:approve" | "studies:approve" | "phases:complete" | "phases:ignore" | "steps:create" | "steps:edit" | "steps:delete" | "tasks:create" | "tasks:edit" | "tasks:delete" | "tasks:assign" | "members:manage" | "documents:view" | "documents:create" | "documents:generate" | "documents:upload" | "documents:comment" | "documents:approve" | "documents:reject" | "documents:delete" | "assistants:use" | "assistants:create" | "assistants:edit" | "assistants:delete" | "datasets:upload" | "datasets:query" | "plans:create" | "plans:generate" | "plans:export" | "analytics:view" | "analytics:export" | "notifications:broadcast" | "users:manage" | "roles:manage" | "services:manage" | "quotas:view" | "quotas:manage" | "llm:manage" | "schedules:manage" | "audit:view" | "installs:manage" | "credentials:manage" | "conversations:view" | "conversations:delete" | "retention:manage" | "jobs:view" | "tenants:manage")[];
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "name": "Cinema-goers",
                     *       "scopes": [
                     *         "assistants:use"
                     *       ],
                     *       "created_by": "person:018f…",
                     *       "expires_at": "2026-11-21T10:30:00.000Z",
                     *       "last_used_at": "2026-11-21T10:30:00.000Z",
                     *       "revoked_at": "2026-11-21T10:30:00.000Z",
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "token": "sxt_…"
                     *     }
                     */
                    "application/json": components["schemas"]["NewServiceToken"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    deleteV1ServiceTokensId: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1Services: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                limit?: number;
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "name": "Cinema-goers",
                     *           "created_at": "2026-11-21T10:30:00.000Z",
                     *           "updated_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Service"][];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1Services: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Études et conseil"
                 *     }
                 */
                "application/json": {
                    /** @example Études et conseil */
                    name: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "name": "Cinema-goers",
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Service"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1ServicesId: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "name": "Cinema-goers",
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Service"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    deleteV1ServicesId: {
        parameters: {
            query?: {
                /** @description Another service, or `none` */
                move_to?: string | "none";
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    patchV1ServicesId: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that was read: if somebody changed it since, the answer is 412.
                 * @example "m3k2j1h0"
                 */
                "If-Match"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Études et conseil"
                 *     }
                 */
                "application/json": {
                    /** @example Études et conseil */
                    name: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "name": "Cinema-goers",
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Service"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1Tenants: {
        parameters: {
            query?: {
                active?: "true" | "false";
                /** @description `next_cursor` of the page before */
                cursor?: string;
                domain?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                limit?: number;
                /** @description Part of the name */
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "client_id": "acme",
                     *           "name": "Cinema-goers",
                     *           "domain": "example.org",
                     *           "contact_email": "text",
                     *           "contact_name": "Camille Martin",
                     *           "contact_phone": "text",
                     *           "monthly_quota": 1,
                     *           "monthly_budget_usd": 1,
                     *           "free_models_after_budget": true,
                     *           "storage_limit_bytes": 1,
                     *           "active": true,
                     *           "locale": "fr",
                     *           "time_zone": "Europe/Paris",
                     *           "created_at": "2026-11-21T10:30:00.000Z",
                     *           "updated_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Tenant"][];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1Tenants: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Cinema-goers",
                 *       "time_zone": "Europe/Paris",
                 *       "client_id": "acme"
                 *     }
                 */
                "application/json": {
                    active?: boolean;
                    /**
                     * @description Part of addresses; never changes
                     * @example acme
                     */
                    client_id: string;
                    /** Format: email */
                    contact_email?: string | null;
                    contact_name?: string | null;
                    contact_phone?: string | null;
                    domain?: string | null;
                    /** @description Whether models that nobody bills still answer when the budget is spent */
                    free_models_after_budget?: boolean;
                    /** @enum {string} */
                    locale?: "fr" | "en";
                    monthly_budget_usd?: number | null;
                    /** @description Questions a month for which a model is asked, beyond which fallbacks answer; null = no limit */
                    monthly_quota?: number | null;
                    name: string;
                    /** @description What its files may take in all; 10 GB unless set. Uploads beyond it are refused */
                    storage_limit_bytes?: number;
                    /** @example Europe/Paris */
                    time_zone?: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "client_id": "acme",
                     *       "name": "Cinema-goers",
                     *       "domain": "example.org",
                     *       "contact_email": "text",
                     *       "contact_name": "Camille Martin",
                     *       "contact_phone": "text",
                     *       "monthly_quota": 1,
                     *       "monthly_budget_usd": 1,
                     *       "free_models_after_budget": true,
                     *       "storage_limit_bytes": 1,
                     *       "active": true,
                     *       "locale": "fr",
                     *       "time_zone": "Europe/Paris",
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1TenantsClientId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "client_id": "acme",
                     *       "name": "Cinema-goers",
                     *       "domain": "example.org",
                     *       "contact_email": "text",
                     *       "contact_name": "Camille Martin",
                     *       "contact_phone": "text",
                     *       "monthly_quota": 1,
                     *       "monthly_budget_usd": 1,
                     *       "free_models_after_budget": true,
                     *       "storage_limit_bytes": 1,
                     *       "active": true,
                     *       "locale": "fr",
                     *       "time_zone": "Europe/Paris",
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    putV1TenantsClientId: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that was read: if somebody changed it since, the answer is 412.
                 * @example "m3k2j1h0"
                 */
                "If-Match"?: string;
            };
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Cinema-goers",
                 *       "time_zone": "Europe/Paris"
                 *     }
                 */
                "application/json": {
                    active?: boolean;
                    /** Format: email */
                    contact_email?: string | null;
                    contact_name?: string | null;
                    contact_phone?: string | null;
                    domain?: string | null;
                    /** @description Whether models that nobody bills still answer when the budget is spent */
                    free_models_after_budget?: boolean;
                    /** @enum {string} */
                    locale?: "fr" | "en";
                    monthly_budget_usd?: number | null;
                    /** @description Questions a month for which a model is asked, beyond which fallbacks answer; null = no limit */
                    monthly_quota?: number | null;
                    name: string;
                    /** @description What its files may take in all; 10 GB unless set. Uploads beyond it are refused */
                    storage_limit_bytes?: number;
                    /** @example Europe/Paris */
                    time_zone?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "client_id": "acme",
                     *       "name": "Cinema-goers",
                     *       "domain": "example.org",
                     *       "contact_email": "text",
                     *       "contact_name": "Camille Martin",
                     *       "contact_phone": "text",
                     *       "monthly_quota": 1,
                     *       "monthly_budget_usd": 1,
                     *       "free_models_after_budget": true,
                     *       "storage_limit_bytes": 1,
                     *       "active": true,
                     *       "locale": "fr",
                     *       "time_zone": "Europe/Paris",
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    deleteV1TenantsClientId: {
        parameters: {
            query: {
                /** @description The client id again */
                confirm: string;
            };
            header?: never;
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted, goes on in the background */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "kind": "person.export",
                     *       "client_id": "acme",
                     *       "state": "queued",
                     *       "progress": 0.5,
                     *       "step": "collect",
                     *       "cancellable": true,
                     *       "result_url": "/v1/jobs/01a00000-0000-7000-8000-0000000000aa/result",
                     *       "result_name": "export.zip",
                     *       "result_bytes": 20480,
                     *       "error": {
                     *         "code": "text",
                     *         "detail": "text"
                     *       },
                     *       "requested_by": "text",
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "started_at": "2026-11-21T10:30:00.000Z",
                     *       "finished_at": "2026-11-21T10:30:00.000Z",
                     *       "expires_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    patchV1TenantsClientId: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that was read: if somebody changed it since, the answer is 412.
                 * @example "m3k2j1h0"
                 */
                "If-Match"?: string;
            };
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "time_zone": "Europe/Paris"
                 *     }
                 */
                "application/json": {
                    active?: boolean;
                    /** Format: email */
                    contact_email?: string | null;
                    contact_name?: string | null;
                    contact_phone?: string | null;
                    domain?: string | null;
                    /** @description Whether models that nobody bills still answer when the budget is spent */
                    free_models_after_budget?: boolean;
                    /** @enum {string} */
                    locale?: "fr" | "en";
                    monthly_budget_usd?: number | null;
                    /** @description Questions a month for which a model is asked, beyond which fallbacks answer; null = no limit */
                    monthly_quota?: number | null;
                    name?: string;
                    /** @description What its files may take in all; 10 GB unless set. Uploads beyond it are refused */
                    storage_limit_bytes?: number;
                    /** @example Europe/Paris */
                    time_zone?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "client_id": "acme",
                     *       "name": "Cinema-goers",
                     *       "domain": "example.org",
                     *       "contact_email": "text",
                     *       "contact_name": "Camille Martin",
                     *       "contact_phone": "text",
                     *       "monthly_quota": 1,
                     *       "monthly_budget_usd": 1,
                     *       "free_models_after_budget": true,
                     *       "storage_limit_bytes": 1,
                     *       "active": true,
                     *       "locale": "fr",
                     *       "time_zone": "Europe/Paris",
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1TenantsClientIdCredentials: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                limit?: number;
            };
            header?: never;
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "provider": "openai",
                     *           "profile": "text",
                     *           "current": true,
                     *           "base_url": "text",
                     *           "last_four": "…abcd",
                     *           "checked_at": "2026-11-21T10:30:00.000Z",
                     *           "last_used_at": "2026-11-21T10:30:00.000Z",
                     *           "failing": true,
                     *           "failing_since": "2026-11-21T10:30:00.000Z",
                     *           "created_at": "2026-11-21T10:30:00.000Z",
                     *           "updated_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Credential"][];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    putV1TenantsClientIdCredentialsProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
                provider: "openai" | "anthropic" | "deepseek" | "ollama" | "compatible";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "api_key": "sk-0123456789abcdef"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: password
                     * @description Never given back
                     * @example sk-0123456789abcdef
                     */
                    api_key: string;
                    /**
                     * Format: uri
                     * @description Only a public address, over https; the deployment’s own when absent
                     */
                    base_url?: string | null;
                    /** @description The current one when absent */
                    profile?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "provider": "openai",
                     *       "profile": "text",
                     *       "current": true,
                     *       "base_url": "text",
                     *       "last_four": "…abcd",
                     *       "checked_at": "2026-11-21T10:30:00.000Z",
                     *       "last_used_at": "2026-11-21T10:30:00.000Z",
                     *       "failing": true,
                     *       "failing_since": "2026-11-21T10:30:00.000Z",
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Credential"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    deleteV1TenantsClientIdCredentialsProvider: {
        parameters: {
            query?: {
                /** @description The current one when absent */
                profile?: string;
            };
            header?: never;
            path: {
                client_id: string;
                provider: "openai" | "anthropic" | "deepseek" | "ollama" | "compatible";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1TenantsClientIdExport: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
            };
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted, goes on in the background */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "kind": "person.export",
                     *       "client_id": "acme",
                     *       "state": "queued",
                     *       "progress": 0.5,
                     *       "step": "collect",
                     *       "cancellable": true,
                     *       "result_url": "/v1/jobs/01a00000-0000-7000-8000-0000000000aa/result",
                     *       "result_name": "export.zip",
                     *       "result_bytes": 20480,
                     *       "error": {
                     *         "code": "text",
                     *         "detail": "text"
                     *       },
                     *       "requested_by": "text",
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "started_at": "2026-11-21T10:30:00.000Z",
                     *       "finished_at": "2026-11-21T10:30:00.000Z",
                     *       "expires_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1TenantsClientIdInstallCodes: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                limit?: number;
            };
            header?: never;
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "created_by": "person:018f…",
                     *           "expires_at": "2026-11-21T10:30:00.000Z",
                     *           "used_at": "2026-11-21T10:30:00.000Z",
                     *           "install_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "created_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["InstallCode"][];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1TenantsClientIdInstallCodes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "created_by": "person:018f…",
                     *       "expires_at": "2026-11-21T10:30:00.000Z",
                     *       "used_at": "2026-11-21T10:30:00.000Z",
                     *       "install_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "code": "7K2M-Q9XD-4TRB"
                     *     }
                     */
                    "application/json": components["schemas"]["NewInstallCode"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1TenantsClientIdInstalls: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                limit?: number;
            };
            header?: never;
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "platform": "slack",
                     *           "workspace_id": "T0123ABCD",
                     *           "enterprise_id": "text",
                     *           "is_enterprise": true,
                     *           "name": "Cinema-goers",
                     *           "scopes": [
                     *             "text"
                     *           ],
                     *           "active": true,
                     *           "revoked_at": "2026-11-21T10:30:00.000Z",
                     *           "revoked_reason": "uninstalled",
                     *           "installed_by": "text",
                     *           "installed_at": "2026-11-21T10:30:00.000Z",
                     *           "bound_by": "text",
                     *           "bound_at": "2026-11-21T10:30:00.000Z",
                     *           "answers_unknown": 1,
                     *           "answers_failed": 1,
                     *           "created_at": "2026-11-21T10:30:00.000Z",
                     *           "updated_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Install"][];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    deleteV1TenantsClientIdInstallsId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1TenantsClientIdInstallsIdBindings: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                limit?: number;
            };
            header?: never;
            path: {
                client_id: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "channel": "text",
                     *           "name": "Cinema-goers",
                     *           "assistant_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "follow_up": "mention",
                     *           "created_at": "2026-11-21T10:30:00.000Z",
                     *           "updated_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["InstallChannel"][];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    putV1TenantsClientIdInstallsIdBindings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "channel": "C0123ABCD",
                 *       "assistant_id": "019aa5b0-7c1e-7000-8000-000000000000"
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    assistant_id: string;
                    /**
                     * @description As the platform knows it
                     * @example C0123ABCD
                     */
                    channel: string;
                    /** @description As people know the channel */
                    name?: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "channel": "text",
                     *       "name": "Cinema-goers",
                     *       "assistant_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "follow_up": "mention",
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["InstallChannel"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    deleteV1TenantsClientIdInstallsIdBindings: {
        parameters: {
            query: {
                /** @description As the platform knows it */
                channel: string;
            };
            header?: never;
            path: {
                client_id: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1TenantsClientIdInstallsIdChannels: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                limit?: number;
            };
            header?: never;
            path: {
                client_id: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "channel": "text",
                     *           "name": "Cinema-goers",
                     *           "assistant_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "follow_up": "mention",
                     *           "created_at": "2026-11-21T10:30:00.000Z",
                     *           "updated_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["InstallChannel"][];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    putV1TenantsClientIdInstallsIdChannels: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "channel": "C0123ABCD",
                 *       "follow_up": "mention"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description As the platform knows it
                     * @example C0123ABCD
                     */
                    channel: string;
                    /**
                     * @description `mention`: answers when mentioned. `thread`: also goes on in its threads. `off`: takes no part in the channel
                     * @enum {string}
                     */
                    follow_up: "mention" | "thread" | "off";
                    /** @description As people know the channel */
                    name?: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "channel": "text",
                     *       "name": "Cinema-goers",
                     *       "assistant_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "follow_up": "mention",
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["InstallChannel"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1TenantsClientIdInstallsIdRoleMap: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "platform_role_id": "1180000000000000001",
                     *           "name": "Cinema-goers",
                     *           "role": "marketing"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RoleMap"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    putV1TenantsClientIdInstallsIdRoleMap: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "platform_role_id": "1180000000000000001",
                 *           "role": "marketing"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @description Each platform role once */
                    items: {
                        /** @description As people know the platform’s role */
                        name?: string | null;
                        /**
                         * @description As the platform knows it: a user group of Slack (`S…`), or a role of Discord, where the server’s own id is the role that everybody has
                         * @example 1180000000000000001
                         */
                        platform_role_id: string;
                        /**
                         * @description Code of the tenant’s role that it stands for
                         * @example marketing
                         */
                        role: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "platform_role_id": "1180000000000000001",
                     *           "name": "Cinema-goers",
                     *           "role": "marketing"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RoleMap"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1TenantsClientIdLimits: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                limit?: number;
            };
            header?: never;
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "kind": "service",
                     *           "subject_id": "text",
                     *           "monthly_requests": 1,
                     *           "monthly_budget_usd": 1,
                     *           "created_at": "2026-11-21T10:30:00.000Z",
                     *           "updated_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["UsageLimit"][];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    putV1TenantsClientIdLimits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "service",
                 *       "subject_id": "text"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    kind: "service" | "assistant" | "channel" | "member";
                    monthly_budget_usd?: number | null;
                    monthly_requests?: number | null;
                    /** @description Of a service, an assistant or a member, or the name of a channel; * = each one, separately */
                    subject_id: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "kind": "service",
                     *       "subject_id": "text",
                     *       "monthly_requests": 1,
                     *       "monthly_budget_usd": 1,
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["UsageLimit"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    deleteV1TenantsClientIdLimits: {
        parameters: {
            query: {
                kind: "service" | "assistant" | "channel" | "member";
                subject_id: string;
            };
            header?: never;
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1TenantsClientIdProfiles: {
        parameters: {
            query?: {
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
            };
            header?: never;
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "name": "Cinema-goers",
                     *           "current": true,
                     *           "providers": [
                     *             "openai"
                     *           ],
                     *           "created_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["CredentialProfile"][];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1TenantsClientIdProfiles: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
            };
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Cinema-goers"
                 *     }
                 */
                "application/json": {
                    current?: boolean;
                    name: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "Cinema-goers",
                     *       "current": true,
                     *       "providers": [
                     *         "openai"
                     *       ],
                     *       "created_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["CredentialProfile"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "Cinema-goers",
                     *       "current": true,
                     *       "providers": [
                     *         "openai"
                     *       ],
                     *       "created_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["CredentialProfile"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    deleteV1TenantsClientIdProfilesName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1TenantsClientIdReport: {
        parameters: {
            query?: {
                format?: "json" | "xlsx" | "pdf";
                /** @description First day */
                from?: string;
                /** @description Instead of days */
                month?: string;
                /** @description Last day */
                to?: string;
            };
            header?: never;
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tenant": {
                     *         "client_id": "acme",
                     *         "name": "Cinema-goers"
                     *       },
                     *       "from": "2026-11-21",
                     *       "to": "2026-11-21",
                     *       "time_zone": "Europe/Paris",
                     *       "totals": {
                     *         "conversations": 1,
                     *         "messages": 1,
                     *         "questions": 1,
                     *         "active_users": 1,
                     *         "rated_up": 1,
                     *         "rated_down": 1,
                     *         "calls": 1,
                     *         "requests": 1,
                     *         "tokens": 1,
                     *         "cost_nano_usd": 1,
                     *         "unknown_cost_calls": 1
                     *       },
                     *       "days": [
                     *         {
                     *           "day": "2026-11-21",
                     *           "conversations": 1,
                     *           "messages": 1,
                     *           "questions": 1,
                     *           "active_users": 1,
                     *           "rated_up": 1,
                     *           "rated_down": 1,
                     *           "calls": 1,
                     *           "requests": 1,
                     *           "tokens": 1,
                     *           "cost_nano_usd": 1,
                     *           "unknown_cost_calls": 1
                     *         }
                     *       ],
                     *       "answers": {},
                     *       "platforms": {},
                     *       "assistants": [
                     *         {
                     *           "id": "text",
                     *           "name": "Cinema-goers",
                     *           "conversations": 1,
                     *           "messages": 1,
                     *           "questions": 1,
                     *           "active_users": 1,
                     *           "rated_up": 1,
                     *           "rated_down": 1,
                     *           "calls": 1,
                     *           "requests": 1,
                     *           "tokens": 1,
                     *           "cost_nano_usd": 1,
                     *           "unknown_cost_calls": 1
                     *         }
                     *       ],
                     *       "stands": {
                     *         "assistants": 1,
                     *         "datasets": 1,
                     *         "users": 1,
                     *         "storage_bytes": 1,
                     *         "storage_limit_bytes": 1
                     *       },
                     *       "quota": {
                     *         "monthly_requests": 1,
                     *         "monthly_budget_usd": 1,
                     *         "months": [
                     *           {
                     *             "month": "2026-11",
                     *             "requests": 1,
                     *             "cost_nano_usd": 1
                     *           }
                     *         ]
                     *       },
                     *       "before": {
                     *         "from": "2026-11-21",
                     *         "to": "2026-11-21",
                     *         "totals": {
                     *           "conversations": 1,
                     *           "messages": 1,
                     *           "questions": 1,
                     *           "active_users": 1,
                     *           "rated_up": 1,
                     *           "rated_down": 1,
                     *           "calls": 1,
                     *           "requests": 1,
                     *           "tokens": 1,
                     *           "cost_nano_usd": 1,
                     *           "unknown_cost_calls": 1
                     *         }
                     *       },
                     *       "models": [
                     *         {
                     *           "llm": "text",
                     *           "calls": 1,
                     *           "requests": 1,
                     *           "tokens": 1,
                     *           "cost_nano_usd": 1,
                     *           "unknown_cost_calls": 1
                     *         }
                     *       ],
                     *       "services": [
                     *         {
                     *           "id": "text",
                     *           "name": "Cinema-goers",
                     *           "calls": 1,
                     *           "requests": 1,
                     *           "tokens": 1,
                     *           "cost_nano_usd": 1,
                     *           "unknown_cost_calls": 1
                     *         }
                     *       ],
                     *       "members": [
                     *         {
                     *           "id": "text",
                     *           "name": "Cinema-goers",
                     *           "calls": 1,
                     *           "requests": 1,
                     *           "tokens": 1,
                     *           "cost_nano_usd": 1,
                     *           "unknown_cost_calls": 1
                     *         }
                     *       ],
                     *       "made_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["TenantReport"];
                    /** @example (the file) */
                    "application/pdf": string;
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1TenantsClientIdRetention: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "assistant": {
                     *         "days": 365,
                     *         "keep_favorites": true
                     *       },
                     *       "flow": {
                     *         "days": 365,
                     *         "keep_favorites": true
                     *       },
                     *       "project": {
                     *         "days": 365,
                     *         "keep_favorites": true
                     *       },
                     *       "sends": {
                     *         "days": 365
                     *       },
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Retention"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    putV1TenantsClientIdRetention: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that was read: if somebody changed it since, the answer is 412.
                 * @example "m3k2j1h0"
                 */
                "If-Match"?: string;
            };
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "assistant": {
                 *         "days": 365
                 *       }
                 *     }
                 */
                "application/json": {
                    assistant?: {
                        /**
                         * @description Of 24 hours, from when it was said or sent; null = for ever
                         * @example 365
                         */
                        days: number | null;
                        keep_favorites?: boolean;
                    };
                    flow?: {
                        /**
                         * @description Of 24 hours, from when it was said or sent; null = for ever
                         * @example 365
                         */
                        days: number | null;
                        keep_favorites?: boolean;
                    };
                    project?: {
                        /**
                         * @description Of 24 hours, from when it was said or sent; null = for ever
                         * @example 365
                         */
                        days: number | null;
                        keep_favorites?: boolean;
                    };
                    sends?: {
                        /**
                         * @description Of 24 hours, from when it was said or sent; null = for ever
                         * @example 365
                         */
                        days: number | null;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "assistant": {
                     *         "days": 365,
                     *         "keep_favorites": true
                     *       },
                     *       "flow": {
                     *         "days": 365,
                     *         "keep_favorites": true
                     *       },
                     *       "project": {
                     *         "days": 365,
                     *         "keep_favorites": true
                     *       },
                     *       "sends": {
                     *         "days": 365
                     *       },
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Retention"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1TenantsClientIdStats: {
        parameters: {
            query?: {
                /** @description First day */
                from?: string;
                /** @description Last day */
                to?: string;
            };
            header?: never;
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "from": "2026-11-21",
                     *       "to": "2026-11-21",
                     *       "time_zone": "Europe/Paris",
                     *       "totals": {
                     *         "conversations": 1,
                     *         "messages": 1,
                     *         "questions": 1,
                     *         "active_users": 1,
                     *         "rated_up": 1,
                     *         "rated_down": 1,
                     *         "calls": 1,
                     *         "requests": 1,
                     *         "tokens": 1,
                     *         "cost_nano_usd": 1,
                     *         "unknown_cost_calls": 1
                     *       },
                     *       "days": [
                     *         {
                     *           "day": "2026-11-21",
                     *           "conversations": 1,
                     *           "messages": 1,
                     *           "questions": 1,
                     *           "active_users": 1,
                     *           "rated_up": 1,
                     *           "rated_down": 1,
                     *           "calls": 1,
                     *           "requests": 1,
                     *           "tokens": 1,
                     *           "cost_nano_usd": 1,
                     *           "unknown_cost_calls": 1
                     *         }
                     *       ],
                     *       "answers": {},
                     *       "platforms": {},
                     *       "assistants": [
                     *         {
                     *           "id": "text",
                     *           "name": "Cinema-goers",
                     *           "conversations": 1,
                     *           "messages": 1,
                     *           "questions": 1,
                     *           "active_users": 1,
                     *           "rated_up": 1,
                     *           "rated_down": 1,
                     *           "calls": 1,
                     *           "requests": 1,
                     *           "tokens": 1,
                     *           "cost_nano_usd": 1,
                     *           "unknown_cost_calls": 1
                     *         }
                     *       ],
                     *       "stands": {
                     *         "assistants": 1,
                     *         "datasets": 1,
                     *         "users": 1,
                     *         "storage_bytes": 1,
                     *         "storage_limit_bytes": 1
                     *       },
                     *       "quota": {
                     *         "monthly_requests": 1,
                     *         "monthly_budget_usd": 1,
                     *         "months": [
                     *           {
                     *             "month": "2026-11",
                     *             "requests": 1,
                     *             "cost_nano_usd": 1
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["TenantStats"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1TenantsClientIdUsage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "period": "2026-11",
                     *       "time_zone": "Europe/Paris",
                     *       "requests": {
                     *         "used": 1,
                     *         "limit": 1,
                     *         "remaining": 1
                     *       },
                     *       "budget": {
                     *         "spent_nano_usd": 1,
                     *         "reserved_nano_usd": 1,
                     *         "limit_usd": 1,
                     *         "remaining_nano_usd": 1,
                     *         "unknown_calls": 1
                     *       },
                     *       "percent": 1,
                     *       "resets_at": "2026-11-21T10:30:00.000Z",
                     *       "limits": [
                     *         {
                     *           "kind": "service",
                     *           "subject_id": "text",
                     *           "requests": {
                     *             "used": 1,
                     *             "limit": 1,
                     *             "remaining": 1
                     *           },
                     *           "budget": {
                     *             "spent_nano_usd": 1,
                     *             "reserved_nano_usd": 1,
                     *             "limit_usd": 1,
                     *             "remaining_nano_usd": 1,
                     *             "unknown_calls": 1
                     *           },
                     *           "percent": 1
                     *         }
                     *       ],
                     *       "storage": {
                     *         "used_bytes": 1,
                     *         "limit_bytes": 1,
                     *         "used_share": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Usage"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1Users: {
        parameters: {
            query?: {
                active?: "true" | "false";
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                limit?: number;
                /** @description Part of the name or the address */
                q?: string;
                /** @description Code of a role */
                role?: string;
                /** @description `none` = those who belong to no service */
                service_id?: string | "none";
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "email": "text",
                     *           "user_name": "text",
                     *           "full_name": "Camille Martin",
                     *           "role": "text",
                     *           "service_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "locale": "fr",
                     *           "active": true,
                     *           "is_admin": true,
                     *           "has_password": true,
                     *           "created_at": "2026-11-21T10:30:00.000Z",
                     *           "updated_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["User"][];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1Users: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "zoe@example.org",
                 *       "user_name": "zoe.martin",
                 *       "full_name": "Zoé Martin",
                 *       "role": "marketing"
                 *     }
                 */
                "application/json": {
                    /** @example zoe@example.org */
                    email?: string | null;
                    /** @example Zoé Martin */
                    full_name: string;
                    /** @description Mails a link to choose a password; true unless a password is given or there is no address */
                    invite?: boolean;
                    /** @enum {string|null} */
                    locale?: "fr" | "en" | null;
                    /** @description To be told to them */
                    password?: string;
                    /**
                     * @description Code of a role, see `GET /v1/roles`
                     * @default marketing
                     * @example marketing
                     */
                    role?: string;
                    /**
                     * Format: uuid
                     * @description See `GET /v1/services`
                     */
                    service_id?: string | null;
                    /**
                     * @description Signs in like the address. No other may look like it
                     * @example zoe.martin
                     */
                    user_name?: string | null;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "email": "text",
                     *       "user_name": "text",
                     *       "full_name": "Camille Martin",
                     *       "role": "text",
                     *       "service_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "locale": "fr",
                     *       "active": true,
                     *       "is_admin": true,
                     *       "has_password": true,
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1UsersId: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "email": "text",
                     *       "user_name": "text",
                     *       "full_name": "Camille Martin",
                     *       "role": "text",
                     *       "service_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "locale": "fr",
                     *       "active": true,
                     *       "is_admin": true,
                     *       "has_password": true,
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    deleteV1UsersId: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    patchV1UsersId: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The `ETag` that was read: if somebody changed it since, the answer is 412.
                 * @example "m3k2j1h0"
                 */
                "If-Match"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "zoe@example.org",
                 *       "user_name": "zoe.martin",
                 *       "full_name": "Zoé Martin",
                 *       "role": "marketing"
                 *     }
                 */
                "application/json": {
                    /** @description false: gets in no more, from now on */
                    active?: boolean;
                    /** @example zoe@example.org */
                    email?: string | null;
                    /** @example Zoé Martin */
                    full_name?: string;
                    /** @enum {string|null} */
                    locale?: "fr" | "en" | null;
                    /**
                     * @description Code of a role, see `GET /v1/roles`
                     * @example marketing
                     */
                    role?: string;
                    /**
                     * Format: uuid
                     * @description See `GET /v1/services`
                     */
                    service_id?: string | null;
                    /**
                     * @description Signs in like the address. No other may look like it
                     * @example zoe.martin
                     */
                    user_name?: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "email": "text",
                     *       "user_name": "text",
                     *       "full_name": "Camille Martin",
                     *       "role": "text",
                     *       "service_id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "locale": "fr",
                     *       "active": true,
                     *       "is_admin": true,
                     *       "has_password": true,
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "updated_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1UsersIdErase: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "confirm": "zoe@example.org"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description E-mail address or id of the person
                     * @example zoe@example.org
                     */
                    confirm: string;
                };
            };
        };
        responses: {
            /** @description Accepted, goes on in the background */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "kind": "person.export",
                     *       "client_id": "acme",
                     *       "state": "queued",
                     *       "progress": 0.5,
                     *       "step": "collect",
                     *       "cancellable": true,
                     *       "result_url": "/v1/jobs/01a00000-0000-7000-8000-0000000000aa/result",
                     *       "result_name": "export.zip",
                     *       "result_bytes": 20480,
                     *       "error": {
                     *         "code": "text",
                     *         "detail": "text"
                     *       },
                     *       "requested_by": "text",
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "started_at": "2026-11-21T10:30:00.000Z",
                     *       "finished_at": "2026-11-21T10:30:00.000Z",
                     *       "expires_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1UsersIdExport: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted, goes on in the background */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    Location: components["headers"]["Location"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *       "kind": "person.export",
                     *       "client_id": "acme",
                     *       "state": "queued",
                     *       "progress": 0.5,
                     *       "step": "collect",
                     *       "cancellable": true,
                     *       "result_url": "/v1/jobs/01a00000-0000-7000-8000-0000000000aa/result",
                     *       "result_name": "export.zip",
                     *       "result_bytes": 20480,
                     *       "error": {
                     *         "code": "text",
                     *         "detail": "text"
                     *       },
                     *       "requested_by": "text",
                     *       "created_at": "2026-11-21T10:30:00.000Z",
                     *       "started_at": "2026-11-21T10:30:00.000Z",
                     *       "finished_at": "2026-11-21T10:30:00.000Z",
                     *       "expires_at": "2026-11-21T10:30:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    getV1UsersIdIdentities: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description `csv` and `xlsx` give the whole list from `cursor` on as a file, at most 100000 rows; `limit` plays no part then. */
                format?: "json" | "csv" | "xlsx";
                limit?: number;
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "platform": "web",
                     *           "workspace_id": "text",
                     *           "account": "U0123ABCD",
                     *           "created_at": "2026-11-21T10:30:00.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": "text"
                     *     }
                     */
                    "application/json": {
                        items: components["schemas"]["Identity"][];
                        next_cursor: string | null;
                    };
                    /** @example (the file) */
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    /** @example text */
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    deleteV1UsersIdIdentities: {
        parameters: {
            query?: {
                /** @description All when absent */
                identity_id?: string;
            };
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    deleteV1UsersIdSessions: {
        parameters: {
            query?: never;
            header?: {
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
    postV1UsersBulk: {
        parameters: {
            query?: {
                /** @description Of a body that is CSV */
                invite?: "true" | "false";
            };
            header?: {
                /** @description The same key with the same body gives the first answer again for 24 h; with another body 422. */
                "Idempotency-Key"?: string;
                /** @description `client_id` of the tenant an operator acts in; people always act in their own. */
                "X-Tenant"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         {
                 *           "email": "zoe@example.org"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Mails new people a link to choose a password
                     * @default true
                     */
                    invite?: boolean;
                    items: {
                        active?: boolean;
                        /**
                         * @description Who is meant
                         * @example zoe@example.org
                         */
                        email: string;
                        /** @description The address when somebody new has none */
                        full_name?: string;
                        /** @enum {string|null} */
                        locale?: "fr" | "en" | null;
                        /** @description Code of a role; `marketing` for somebody new */
                        role?: string;
                        /** Format: uuid */
                        service_id?: string | null;
                        user_name?: string | null;
                    }[];
                };
                /**
                 * @example {
                 *       "file": "(the file)"
                 *     }
                 */
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description The file
                     */
                    file: string;
                    /** @enum {string} */
                    invite?: "true" | "false";
                };
                /** @example text */
                "text/csv": string;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "email": "text",
                     *           "outcome": "created",
                     *           "id": "019aa5b0-7c1e-7000-8000-000000000000",
                     *           "error": {
                     *             "code": "text",
                     *             "detail": "text",
                     *             "missing": "text"
                     *           }
                     *         }
                     *       ],
                     *       "counts": {
                     *         "created": 1,
                     *         "updated": 1,
                     *         "unchanged": 1,
                     *         "failed": 1
                     *       }
                     *     }
                     */
                    "application/json": {
                        counts: {
                            created: number;
                            failed: number;
                            unchanged: number;
                            updated: number;
                        };
                        items: {
                            email: string;
                            error: {
                                code: string;
                                detail: string;
                                missing: string | null;
                            } | null;
                            /** Format: uuid */
                            id: string | null;
                            /** @enum {string} */
                            outcome: "created" | "updated" | "unchanged" | "failed";
                        }[];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            default: components["responses"]["Problem"];
        };
    };
}
