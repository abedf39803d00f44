const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Names that `litellm_settings.callbacks` takes without a module (LiteLLM 1.106.2); for any other the start fails. */
export const proxyCallbacks = words(`
  lago openmeter logfire literalai litellm_agent dynamic_rate_limiter dynamic_rate_limiter_v3 langsmith prometheus otel
  datadog datadog_metrics datadog_llm_observability galileo braintrust arize arize_phoenix langtrace gcs_bucket azure_storage
  opik argilla mlflow langfuse langfuse_otel weave_otel pagerduty humanloop azure_sentinel gcs_pubsub agentops
  anthropic_cache_control_hook generic_api resend_email sendgrid_email smtp_email deepeval s3_v2 clickhouse pointfive zerobus
  aws_sqs vector_store_pre_call_hook dotprompt bitbucket gitlab cloudzero focus mavvrik vantage posthog levo
  compression_interception newrelic signoz code_interpreter_interception presidio llamaguard_moderations hide_secrets
  openai_moderations lakera_prompt_injection aporia_prompt_injection google_text_moderation llmguard_moderations
  blocked_user_check banned_keywords detect_prompt_injection batch_redis_requests azure_content_safety
  websearch_interception datadog_cost_management
`);

/** Names that only the logging lists (`success_callback`, …) take; one that is not known there is never called. */
export const loggingCallbacks = words(`
  api_manager arize_ai athina cache custom_callback custom_callback_api dynamodb email greenscale helicone langfuse lunary
  promptlayer s3 sentry slack supabase traceloop wandb webhook
`);
